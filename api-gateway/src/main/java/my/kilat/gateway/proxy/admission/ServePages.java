package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.pages.Page;
import my.kilat.gateway.pages.Pages;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.exchange.ResponseWriter;
import my.kilat.gateway.wire.Method;
import my.kilat.gateway.wire.RequestHead;

/** Answers requests without a route: with one of the gateway's own documents, or 404. */
final class ServePages implements Stage {
    private final Pages pages;

    ServePages(Pages pages) {
        this.pages = pages;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        if (exchange.admission().route() != null) {
            return Outcome.NEXT;
        }
        boolean reads = head.method() == Method.GET || head.method() == Method.HEAD;
        Page page = reads ? pages.find(exchange.accessRecord().pathOrEmpty()) : null;
        if (page == null) {
            exchange.refuse(404, "nothing is served at this path");
        } else {
            ResponseWriter.writePage(exchange, page, head.fields());
        }
        return Outcome.DONE;
    }
}
