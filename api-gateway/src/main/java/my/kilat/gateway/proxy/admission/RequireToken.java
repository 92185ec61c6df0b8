package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.exchange.AdmissionState;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.policy.RetryAfter;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.wire.RequestHead;

/** Refuses a request without a valid token where the route needs one. It follows counting, so that guesses are limited too. */
final class RequireToken implements Stage {
    private final AccessToken token = new AccessToken();
    private final TokenVerification verification;

    RequireToken(TokenVerification verification) {
        this.verification = verification;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        AdmissionState state = exchange.admission();
        Route route = state.route();
        if (route == null || route.open() || state.caller() != null) {
            return Outcome.NEXT;
        }
        token.read(head, route.socket());
        if (state.verdict() == AdmissionState.Verdict.UNSURE) {
            RetryAfter after =
                    RetryAfter.nanos(verification.sureIn(exchange.loop().now()));
            exchange.refuse(503, "tokens cannot be verified at the moment; try again shortly", after);
        } else if (token.isPresent()) {
            exchange.refuse(401, "invalid or expired token");
        } else if (token.isMalformed()) {
            exchange.refuse(401, "authorization header must be Bearer {token}");
        } else if (route.socket()) {
            exchange.refuse(401, "token query parameter is required");
        } else {
            exchange.refuse(401, "authorization header is required");
        }
        return Outcome.DONE;
    }
}
