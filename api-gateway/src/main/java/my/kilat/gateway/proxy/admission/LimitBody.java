package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.route.BodyLimits;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.wire.RequestHead;

/** Refuses a request whose body is longer than its operation allows, and sets the limit for a body of unknown length. */
final class LimitBody implements Stage {
    private final BodyLimits bodies;
    private final long mostOfAll;

    LimitBody(BodyLimits bodies, long mostOfAll) {
        this.bodies = bodies;
        this.mostOfAll = mostOfAll;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        Route route = exchange.admission().route();
        if (route == null || (head.contentLength() <= 0 && !head.chunked())) {
            return Outcome.NEXT;
        }
        long most = most(route, head);
        if (head.contentLength() > most) {
            exchange.refuseLarge(most);
            return Outcome.DONE;
        }
        exchange.admission().allowBody(most);
        return Outcome.NEXT;
    }

    /** The limit of the route, or of the contract, but never more than the limit for all. */
    private long most(Route route, RequestHead head) {
        long most = route.mostBody() > 0
                ? route.mostBody()
                : bodies.of(head.method(), head.bytes(), head.pathStart(), head.pathEnd());
        return Math.min(most, mostOfAll);
    }
}
