package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.exchange.ResponseWriter;
import my.kilat.gateway.proxy.policy.Cors;
import my.kilat.gateway.wire.Method;
import my.kilat.gateway.wire.RequestHead;

/** Determines the allowed origin of a request, and answers CORS preflights. */
final class ApplyCors implements Stage {
    private final Cors cors;

    ApplyCors(Cors cors) {
        this.cors = cors;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        exchange.request().sentBy(cors.origin(head.fields()));
        if (head.method() != Method.OPTIONS) {
            return Outcome.NEXT;
        }
        ResponseWriter.writePreflight(exchange);
        return Outcome.DONE;
    }
}
