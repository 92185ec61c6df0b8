package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.wire.Method;
import my.kilat.gateway.wire.RequestHead;

/**
 * Serves the health of the gateway and the platform. These requests are not counted, because monitoring must not be refused.
 */
final class ServeHealth implements Stage {
    private final LivenessEndpoint liveness;
    private final HealthEndpoint health;

    ServeHealth(LivenessEndpoint liveness, HealthEndpoint health) {
        this.liveness = liveness;
        this.health = health;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        boolean reads = head.method() == Method.GET || head.method() == Method.HEAD;
        if (exchange.admission().route() != null || !reads) {
            return Outcome.NEXT;
        }
        switch (exchange.accessRecord().pathOrEmpty()) {
            case "/live" -> liveness.answer(exchange);
            case "/health" -> health.answer(exchange);
            default -> {
                return Outcome.NEXT;
            }
        }
        return Outcome.DONE;
    }
}
