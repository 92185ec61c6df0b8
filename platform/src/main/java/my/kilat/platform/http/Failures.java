package my.kilat.platform.http;

import my.kilat.platform.database.SqlStates;
import my.kilat.platform.failure.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where failures become answers. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Reply reply(Throwable thrown) {
        if (thrown instanceof Failure failure) {
            return reply(failure);
        }
        if (SqlStates.isAway(thrown)) {
            LOG.warn("the database is away: {}", thrown.toString());
            return Reply.failure(503, "the service cannot reach its database; try again in a moment", "")
                    .with("Retry-After", "1");
        }
        LOG.error("a request failed in a way nobody foresaw", thrown);
        return Reply.failure(500, "internal server error", "");
    }

    private static Reply reply(Failure failure) {
        Reply reply = Reply.failure(status(failure), failure.reason(), failure.detail());
        return switch (failure) {
            case Failure.TooManyRequests tooMany ->
                reply.with(
                        "Retry-After",
                        Long.toString(
                                Math.max(1, tooMany.retryAfter().plusMillis(999).toSeconds())));
            case Failure.Unavailable _ -> reply.with("Retry-After", "1");
            default -> reply;
        };
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
