package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.route.Routes;
import my.kilat.gateway.wire.RequestHead;

/** Finds the route of a path. A path without one is answered by the gateway itself. */
final class FindRoute implements Stage {
    private final Routes routes;

    FindRoute(Routes routes) {
        this.routes = routes;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        Route route = routes.find(head.bytes(), head.pathStart(), head.pathEnd());
        if (route != null) {
            exchange.admission().matched(route);
        }
        return Outcome.NEXT;
    }
}
