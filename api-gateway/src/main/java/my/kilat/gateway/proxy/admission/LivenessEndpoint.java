package my.kilat.gateway.proxy.admission;

import my.kilat.contract.health.GatewayLive;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.exchange.ResponseWriter;
import my.kilat.gateway.proxy.loop.Timeouts;
import my.kilat.gateway.proxy.policy.RetryAfter;
import my.kilat.platform.json.Json;

/**
 * Serves the health of the gateway alone, whatever the state of the upstreams: load balancers are to remove a gateway that is
 * about to stop, but not every gateway because one service is down.
 */
public final class LivenessEndpoint {
    private static final byte[] LIVE = Json.bytes(new GatewayLive("live"));
    private static final byte[] DRAINING = Json.bytes(new GatewayLive("draining"));

    private final long leavesWithin;
    private volatile boolean leaving;

    public LivenessEndpoint(Timeouts timeouts) {
        this.leavesWithin = timeouts.drainNotice().plus(timeouts.drain()).toNanos();
    }

    /** From now on answers 503, so that load balancers remove this gateway. */
    public void leave() {
        leaving = true;
    }

    void answer(Exchange exchange) {
        exchange.accessRecord().unlogged();
        if (leaving) {
            // By then this process has ended, and its successor answers.
            ResponseWriter.writeJson(exchange, 503, DRAINING, RetryAfter.nanos(leavesWithin));
        } else {
            ResponseWriter.writeJson(exchange, 200, LIVE, RetryAfter.UNSAID);
        }
    }
}
