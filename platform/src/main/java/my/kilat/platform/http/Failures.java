package my.kilat.platform.http;

import java.time.Duration;
import java.util.Optional;
import my.kilat.platform.database.ServerFailure;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.failure.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Maps failures to responses; the only place that does. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final RetryAdvice advice = new RetryAdvice();

    /** Reports a successful request, which ends any outage. */
    void granted() {
        advice.granted();
    }

    /** The response to an exception. */
    Reply reply(Throwable thrown) {
        if (thrown instanceof Failure failure) {
            return reply(failure);
        }
        Optional<ServerFailure> failure = SqlStates.serverFailure(thrown);
        if (failure.isPresent()) {
            LOG.atLevel(failure.get() == ServerFailure.MISCONFIGURED ? Level.ERROR : Level.WARN)
                    .log("the database {}: {}", failure.get().words(), thrown.toString());
            return unavailable(failure.get().answer(), advice.refused());
        }
        LOG.error("a request failed in a way nobody foresaw", thrown);
        return Reply.failure(500, "internal server error", "");
    }

    /** The response when the limit of concurrent requests is reached. */
    Reply full() {
        return unavailable("the service has as many requests as it can take; try again in a moment", advice.refused());
    }

    private Reply reply(Failure failure) {
        return switch (failure) {
            case Failure.Unavailable away ->
                unavailable(failure.reason(), away.retryAfter().orElseGet(advice::refused));
            case Failure.TooManyRequests tooMany ->
                Reply.failure(429, failure.reason(), failure.detail())
                        .with("Retry-After", seconds(tooMany.retryAfter()));
            default -> Reply.failure(status(failure), failure.reason(), failure.detail());
        };
    }

    private static Reply unavailable(String reason, Duration retryAfter) {
        return Reply.failure(503, reason, "").with("Retry-After", seconds(retryAfter));
    }

    /** Whole seconds, rounded up, at least one. */
    private static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.plusMillis(999).toSeconds()));
    }

    private static int status(Failure failure) {
        return switch (failure) {
            case Failure.Invalid _ -> 400;
            case Failure.Unauthenticated _ -> 401;
            case Failure.NotAllowed _ -> 403;
            case Failure.NotFound _ -> 404;
            case Failure.Conflict _ -> 409;
            case Failure.IllegalTransition _ -> 422;
            case Failure.Unprocessable _ -> 422;
            case Failure.TooManyRequests _ -> 429;
            case Failure.Unavailable _ -> 503;
        };
    }
}
