package my.kilat.platform.failure;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that the domain refuses. The set is closed: the HTTP edge maps each kind to one status, and any other exception
 * is a bug and answered with 500.
 *
 * <p>Failures are expected results, so they carry no stack trace.
 */
public abstract sealed class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    private Failure(String message, String detail) {
        super(message, null, false, false);
        this.detail = detail;
    }

    /** Details in addition to the message; empty if there are none. */
    public final String detail() {
        return detail;
    }

    /** The sentence for the caller; it becomes {@code error} in the reply. */
    public final String reason() {
        return String.valueOf(getMessage());
    }

    /** The request is not valid: 400. */
    public static final class Invalid extends Failure {
        private static final long serialVersionUID = 1L;

        public Invalid(String message) {
            super(message, "");
        }

        public Invalid(String message, String detail) {
            super(message, detail);
        }
    }

    /** No token, a bad token, or wrong credentials: 401. Nothing else is answered with 401. */
    public static final class Unauthenticated extends Failure {
        private static final long serialVersionUID = 1L;

        public Unauthenticated(String message) {
            super(message, "");
        }
    }

    /** The caller is known and lacks the permission: 403. */
    public static final class NotAllowed extends Failure {
        private static final long serialVersionUID = 1L;

        public NotAllowed(String message) {
            super(message, "");
        }
    }

    /** The entity does not exist: 404, {@code <Entity> not found}. */
    public static final class NotFound extends Failure {
        private static final long serialVersionUID = 1L;

        public NotFound(String entity, Object id) {
            super(entity + " not found", entity + " with id '" + id + "' was not found");
        }
    }

    /** The entity exists already, or was changed concurrently: 409. */
    public static final class Conflict extends Failure {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message, "");
        }

        public Conflict(String message, String detail) {
            super(message, detail);
        }
    }

    /** The state machine has no such transition: 422. */
    public static final class IllegalTransition extends Failure {
        private static final long serialVersionUID = 1L;

        public IllegalTransition(String from, String to) {
            super("cannot transition from '" + from + "' to '" + to + "'", "");
        }
    }

    /** A well-formed request that is refused for its content, such as an idempotency key with another body: 422. */
    public static final class Unprocessable extends Failure {
        private static final long serialVersionUID = 1L;

        public Unprocessable(String message) {
            super(message, "");
        }
    }

    /** The caller exceeds a rate limit: 429 with {@code Retry-After}. */
    public static final class TooManyRequests extends Failure {
        private static final long serialVersionUID = 1L;
        private final Duration retryAfter;

        public TooManyRequests(String message, Duration retryAfter) {
            super(message, "");
            this.retryAfter = retryAfter;
        }

        /** How long the caller should wait; more than zero. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** A dependency is temporarily unavailable; the same request may succeed later: 503 with {@code Retry-After}. */
    public static final class Unavailable extends Failure {
        private static final long serialVersionUID = 1L;
        private final @Nullable Duration retryAfter;

        /** With an unknown duration; {@code Retry-After} is then as long as the outage has lasted so far. */
        public Unavailable(String message) {
            super(message, "");
            this.retryAfter = null;
        }

        /** With a known duration of more than zero. */
        public Unavailable(String message, Duration retryAfter) {
            super(message, "");
            this.retryAfter = retryAfter;
        }

        /** How long the caller should wait, if known. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }
}
