package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.exchange.RequestIds;
import my.kilat.gateway.wire.RequestHead;

/** Assigns the request id, the client's own or a new one, and starts the access record. */
final class AssignRequestId implements Stage {
    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        exchange.request().identify(RequestIds.of(head.fields(), exchange.loop()));
        exchange.accessRecord().asked(head, exchange.loop().samples());
        return Outcome.NEXT;
    }
}
