package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.loop.GzipEncoder;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.wire.RequestHead;

/** Sends a request to the upstream of its route. */
final class Forward implements Stage {
    private final AdmissionParts.Routing routing;
    private final boolean compresses;

    Forward(AdmissionParts.Routing routing, boolean compresses) {
        this.routing = routing;
        this.compresses = compresses;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        Route route = Objects.requireNonNull(exchange.admission().route());
        exchange.request().accepts(compresses && GzipEncoder.isAccepted(head.fields()));
        exchange.forward(route, routing.upstream(route), head, rest);
        return Outcome.DONE;
    }
}
