package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.wire.RequestHead;

/** Decides whether a request is forwarded, and answers those that are not. One for each event loop. */
public interface Admission {
    /**
     * Forwards a request or answers it, from the stage on at which {@link AdmissionState} stands.
     *
     * @param head good until this returns
     * @param rest the bytes behind the head
     * @return false when the request waits for something: the same is to be called again once that is there
     */
    boolean admit(Exchange exchange, RequestHead head, ByteBuf rest);

    /**
     * Looks at a request whose body is complete before it goes to its upstream; answers it if it may not.
     *
     * @param request head and body as they are sent to the upstream
     * @param from where in the buffer the body begins
     * @return whether the request was refused
     */
    boolean refusesBody(Exchange exchange, ByteBuf request, int from);
}
