package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.limit.Allowance;
import my.kilat.gateway.limit.Charges;
import my.kilat.gateway.limit.RateLimiter;
import my.kilat.gateway.limit.store.SharedCounters;
import my.kilat.gateway.proxy.exchange.AdmissionState;
import my.kilat.gateway.proxy.exchange.AdmissionState.Counting;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.policy.RetryAfter;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.platform.net.Address;
import my.kilat.platform.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Counts a request in the buckets of its allowance, once, and refuses it if one of them is exhausted. With a store that
 * gateways share, the request waits for its reply; this gateway counts alone while the store is unreachable.
 */
final class CountRequest implements Stage {
    private final RateLimiter limiter;
    private final @Nullable SharedCounters counters;

    CountRequest(RateLimiter limiter, @Nullable SharedCounters counters) {
        this.limiter = limiter;
        this.counters = counters;
    }

    /** Refuses a client that has sent too many requests. */
    static Outcome refuse(Exchange exchange) {
        exchange.loop().telemetry().limited();
        RetryAfter after = RetryAfter.nanos(exchange.admission().quota().nanosToReset());
        exchange.refuse(429, "rate limit exceeded", after);
        return Outcome.DONE;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        AdmissionState state = exchange.admission();
        if (limiter.isOff() || state.counting() == Counting.WITHIN) {
            return Outcome.NEXT;
        }
        if (state.counting() == Counting.BEYOND) {
            return refuse(exchange);
        }
        if (state.counting() == Counting.NOT_YET) {
            charge(state, exchange.request().address(), head);
            if (counters != null) {
                long now = exchange.loop().now();
                if (counters.isExhausted(state.charges(), state.quota(), now)) {
                    return refuse(exchange);
                }
                if (counters.ask(state, exchange.number(), now)) {
                    return Outcome.WAIT;
                }
            }
        }
        if (!limiter.take(state.charges(), state.quota())) {
            return refuse(exchange);
        }
        state.countedHere();
        return Outcome.NEXT;
    }

    private void charge(AdmissionState state, Address address, RequestHead head) {
        Route route = state.route();
        Allowance allowance = route == null ? Allowance.GENERAL : route.allowance();
        int cost = route == null ? 1 : Math.min(cost(route, head), limiter.perMinute(allowance));
        Charges charges = state.charges().clear();
        Caller caller = state.caller();
        boolean instead =
                allowance == Allowance.REFRESH || allowance == Allowance.WEBHOOKS || allowance == Allowance.CONSOLE;
        boolean perAddress = allowance == Allowance.CREDENTIALS || instead;
        if (!instead) {
            if (caller == null) {
                charges.add(false, address.callerHigh(), address.callerLow(), Allowance.GENERAL, 1);
            } else {
                charges.add(
                        true,
                        caller.userId().getMostSignificantBits(),
                        caller.userId().getLeastSignificantBits(),
                        perAddress ? Allowance.GENERAL : allowance,
                        cost);
            }
        }
        if (perAddress) {
            charges.add(false, address.callerHigh(), address.callerLow(), allowance, cost);
        }
    }

    /** How many requests it counts as; one whose length is not known counts as the longest. */
    private static int cost(Route route, RequestHead head) {
        return route.cost().of(head.chunked() ? -1 : Math.max(0, head.contentLength()));
    }
}
