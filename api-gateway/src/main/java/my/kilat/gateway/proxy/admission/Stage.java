package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.exchange.AdmissionState;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.wire.RequestHead;

/** One step of admission. Its results about a request are stored in the exchange, never in the stage. */
interface Stage {
    /** The result of a stage. */
    enum Outcome {
        /** The next stage follows. */
        NEXT,
        /** The request is answered or forwarded. */
        DONE,
        /** The request waits; this stage is run again after {@link AdmissionState#wake}. */
        WAIT
    }

    /**
     * Processes a request.
     *
     * @param head valid until this returns
     * @param rest the bytes after the head
     */
    Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest);
}
