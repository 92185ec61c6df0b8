package my.kilat.platform.failure;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be granted, as the domain sees it. The set is closed: the HTTP edge maps each kind to one
 * status, and whatever else is thrown is a bug and answered with 500.
 *
 * <p>Failures are part of the normal course of things, so they carry no stack trace.
 */
public abstract sealed class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    private Failure(String message, String detail) {
        super(message, null, false, false);
        this.detail = detail;
    }

    /** More for the reader, beside the message; empty when there is none. */
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

    /** No token, a bad token, or wrong credentials: 401, and nothing else ever is. */
    public static final class Unauthenticated extends Failure {
        private static final long serialVersionUID = 1L;

        public Unauthenticated(String message) {
            super(message, "");
        }
    }

    /** The caller is known and may not do this: 403. */
    public static final class NotAllowed extends Failure {
        private static final long serialVersionUID = 1L;

        public NotAllowed(String message) {
            super(message, "");
        }
    }

    /** There is no such thing: 404, {@code <Entity> not found}. */
    public static final class NotFound extends Failure {
        private static final long serialVersionUID = 1L;

        public NotFound(String entity, Object id) {
            super(entity + " not found", entity + " with id '" + id + "' was not found");
        }
    }

    /** It exists already, was changed meanwhile, or somebody else was faster: 409. */
    public static final class Conflict extends Failure {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message, "");
        }

        public Conflict(String message, String detail) {
            super(message, detail);
        }
    }

    /** The state machine has no such arrow: 422. */
    public static final class IllegalTransition extends Failure {
        private static final long serialVersionUID = 1L;

        public IllegalTransition(String from, String to) {
            super("cannot transition from '" + from + "' to '" + to + "'", "");
        }
    }

    /** Understood, well-formed, and refused for what it says, such as an idempotency key on another body: 422. */
    public static final class Unprocessable extends Failure {
        private static final long serialVersionUID = 1L;

        public Unprocessable(String message) {
            super(message, "");
        }
    }

    /** Too often: 429 with {@code Retry-After}. */
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

    /** A part this needs is away for the moment; the same request may succeed later: 503 with {@code Retry-After}. */
    public static final class Unavailable extends Failure {
        private static final long serialVersionUID = 1L;
        private final @Nullable Duration retryAfter;

        /** Where nothing says when it will be over; the caller is then told to wait as long again as it has lasted. */
        public Unavailable(String message) {
            super(message, "");
            this.retryAfter = null;
        }

        /** Where that is known; more than zero. */
        public Unavailable(String message, Duration retryAfter) {
            super(message, "");
            this.retryAfter = retryAfter;
        }

        /** How long the caller should wait, where that is known. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }
}
