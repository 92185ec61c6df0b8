package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.wire.RequestHead;

/** Decides whether a request is forwarded, and answers those that are not. There is one for each event loop. */
public interface Admission {
    /**
     * Forwards a request or answers it, beginning at the current stage of {@link AdmissionState}.
     *
     * @param head valid until this returns
     * @param rest the bytes after the head
     * @return false if the request has to wait; this is called again when it may continue
     */
    boolean admit(Exchange exchange, RequestHead head, ByteBuf rest);

    /**
     * Checks a request whose body is complete before it is sent to its upstream; answers it if it is refused.
     *
     * @param request head and body as they are sent to the upstream
     * @param from the index in the buffer at which the body begins
     * @return whether the request was refused
     */
    boolean refusesBody(Exchange exchange, ByteBuf request, int from);
}
