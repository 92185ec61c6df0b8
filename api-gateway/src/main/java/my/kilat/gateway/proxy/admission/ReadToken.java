package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.gateway.limit.store.SharedCounters;
import my.kilat.gateway.proxy.exchange.AdmissionState;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.policy.RetryAfter;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.platform.net.Address;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates a request. A recently verified token is found in the cache by its bytes; any other is verified on another
 * thread, while the request waits.
 */
final class ReadToken implements Stage {
    private final AccessToken token = new AccessToken();
    private final TokenCache cache;
    private final TokenVerification verification;
    private final RateLimiter limiter;
    private final @Nullable SharedCounters counters;

    ReadToken(
            TokenCache cache, TokenVerification verification, RateLimiter limiter, @Nullable SharedCounters counters) {
        this.cache = cache;
        this.verification = verification;
        this.limiter = limiter;
        this.counters = counters;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        AdmissionState state = exchange.admission();
        Route route = state.route();
        if (route == null
                || state.caller() != null
                || !token.read(head, route.socket()).isPresent()) {
            return Outcome.NEXT;
        }
        Caller known = cache.find(
                token.bytes(), token.from(), token.to(), exchange.loop().now());
        if (known != null) {
            state.known(known);
        } else if (!route.open() && state.verdict() == AdmissionState.Verdict.UNKNOWN) {
            return verify(exchange);
        }
        return Outcome.NEXT;
    }

    /**
     * Verifies a token that is not in the cache. An address that has exhausted its allowance, perhaps with invented tokens,
     * gets no further signature checked.
     */
    private Outcome verify(Exchange exchange) {
        if (isSpent(exchange)) {
            return CountRequest.refuse(exchange);
        }
        if (!verification.begin(exchange, token.text())) {
            RetryAfter after =
                    RetryAfter.nanos(verification.freeIn(exchange.loop().now()));
            exchange.refuse(503, "too many tokens are being verified; try again in a moment", after);
            return Outcome.DONE;
        }
        return Outcome.WAIT;
    }

    private boolean isSpent(Exchange exchange) {
        Address address = exchange.request().address();
        AdmissionState state = exchange.admission();
        return limiter.spent(address.callerHigh(), address.callerLow(), state.quota())
                || (counters != null
                        && counters.isExhausted(
                                address, state.quota(), exchange.loop().now()));
    }
}
