package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.exchange.AdmissionState;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.wire.RequestHead;

/** One step of admission. What it finds out about a request is kept in the exchange, never in the stage. */
interface Stage {
    /** What becomes of the request. */
    enum Outcome {
        /** The next stage looks at it. */
        NEXT,
        /** It is answered, or forwarded. */
        DONE,
        /** It waits; this stage is run again once {@link AdmissionState#wake} is called. */
        WAIT
    }

    /**
     * Looks at a request.
     *
     * @param head good until this returns
     * @param rest the bytes behind the head
     */
    Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest);
}
