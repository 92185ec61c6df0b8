package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.policy.OpenSockets;
import my.kilat.gateway.proxy.policy.RetryAfter;
import my.kilat.gateway.proxy.upstream.UpstreamConnection;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.upstream.Upstream;
import my.kilat.gateway.watch.AccessRecord;
import my.kilat.gateway.wire.Refusal;
import my.kilat.gateway.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. A client's connection has one exchange and uses it again for each of its requests. Its parts
 * own their state: what is known of the request, its admission, its body, the call to the upstream, and the reply.
 */
public final class Exchange {
    private final ClientLink client;
    private final ExchangeContext context;
    private final LoopContext loop;
    private final AccessRecord accessRecord = new AccessRecord();
    private final RequestInfo request;
    private final AdmissionState admission;
    private final RequestBody body = new RequestBody();
    private final UpstreamCall call;
    private final RequestForwarder forwarder;
    private final Reply reply;
    private boolean active;
    /** Where the request is forwarded to. */
    private @Nullable Route route;

    private @Nullable Tunnel tunnel;

    /** The requests of a connection. */
    public Exchange(ClientLink client, ExchangeContext context) {
        this.client = client;
        this.context = context;
        this.loop = context.loop();
        this.request = new RequestInfo(client.peer().address());
        this.admission = new AdmissionState(this, context);
        this.call = new UpstreamCall(this, loop, context.pool());
        this.reply = new Reply(this, client, loop);
        this.forwarder = new RequestForwarder(this, context.admission());
    }

    /**
     * Begins with a request whose head has just been read.
     *
     * @param head good until this returns; copied when the request's admission waits
     * @param rest the bytes behind the head
     */
    public void begin(RequestHead head, ByteBuf rest) {
        accessRecord.begin(loop.tick());
        client.pendingBytes().begin();
        active = true;
        route = null;
        request.begin(head);
        admission.begin();
        body.begin(head);
        call.begin();
        forwarder.begin();
        reply.begin(head);
        admission.start(head, rest);
    }

    /** Goes on with the admission of a request that waited; {@code rest} are the bytes that have come behind its head. */
    public void resume(ByteBuf rest) {
        admission.resume(rest);
    }

    /** Whether admission waits, and is to be resumed. */
    public boolean isParked() {
        return admission.isParked();
    }

    /** Sends the request on. */
    public void forward(Route to, Upstream at, RequestHead head, ByteBuf rest) {
        route = to;
        forwarder.forward(to, at, head, rest);
    }

    /** Bytes of the request's body have arrived. */
    public void takeBody(ByteBuf in) {
        forwarder.body(in);
    }

    /** Sends what has come of the body. */
    public void flushBody() {
        if (call.isConnected() && !body.done()) {
            call.channel().flush();
            client.settle();
        }
    }

    /** How many bytes of the request are held here. */
    public long held() {
        return call.held() + admission.held();
    }

    /** How many bytes of the body have come. */
    public long bodyBytes() {
        return body.bytes();
    }

    /** Bytes of a body that nobody wants. */
    public void drop(ByteBuf in) {
        switch (body.drop(in)) {
            case BROKEN -> {
                in.skipBytes(in.readableBytes());
                client.closeNow();
            }
            case DONE -> client.nextRequest(false);
            case MORE, TOO_LARGE -> {}
        }
    }

    /** Whether whoever takes the client's bytes is ready for more. */
    public boolean takesMore() {
        Tunnel through = tunnel;
        return through != null ? through.upstreamWritable() : call.takesMore();
    }

    /** The head of a response is written. */
    void answered(int status) {
        reply.streams();
        accessRecord.answered(status);
    }

    /** The body is larger than it may be. */
    public void refuseLarge(long most) {
        refuse(413, "the request body is larger than " + most + " bytes");
    }

    /** Answers with an error that no waiting mends. */
    public void refuse(int status, String error) {
        refuse(status, error, RetryAfter.UNSAID);
    }

    /** Answers with an error. */
    public void refuse(int status, String error, RetryAfter after) {
        reply.refuse(status, error, after);
    }

    /** Answers bytes that are no request. */
    public void refuseHead(Refusal refusal) {
        accessRecord.begin(loop.tick());
        active = true;
        route = null;
        request.beginUnread(RequestIds.fresh(loop));
        admission.begin();
        body.beginUnread();
        reply.beginUnread();
        refuse(refusal.status(), refusal.error());
    }

    /** The client took too long. */
    public void refuseLate(String error) {
        if (!active) {
            refuseHead(new Refusal(408, error));
        } else {
            refuse(408, error);
        }
    }

    /** The gateway holds too much for slow clients, and for this one most. */
    public void cutOff() {
        if (!active) {
            client.closeNow();
        } else if (reply.isAwaited()) {
            refuse(
                    503,
                    "the gateway holds too much for slow callers; try again in a moment",
                    RetryAfter.in(loop.timeouts().replyGrace()));
        } else {
            reply.cut();
        }
    }

    /** The WebSocket that the request has become. */
    public Tunnel tunnel() {
        return Objects.requireNonNull(tunnel);
    }

    /** The upstream agreed to speak WebSocket. */
    Tunnel openTunnel(UpstreamConnection from) {
        Tunnel through = new Tunnel(this, from);
        tunnel = through;
        return through;
    }

    void startTunnel() {
        OpenSockets.Slot slot = admission.socketSlot();
        if (slot != null) {
            slot.opened(tunnel());
        }
        call.target().leaveSlot();
        client.flush();
        client.becomeTunnel();
    }

    /** The client of a socket has sent something. */
    void heard(long now) {
        OpenSockets.Slot slot = admission.socketSlot();
        if (slot != null) {
            slot.heard(now);
        }
    }

    /** The client's channel is full, or has room again. */
    public void clientWritable(boolean writable) {
        Tunnel through = tunnel;
        if (writable && through != null) {
            through.clientWritable();
        } else if (writable) {
            call.resume();
        }
    }

    /** The client's connection is gone, or its request will never be complete. */
    public void clientLeft() {
        if (active) {
            Tunnel through = tunnel;
            accessRecord.left();
            if (through != null) {
                through.ended();
            }
            end();
            client.closeNow();
        }
    }

    /** Gives back all that the request had. */
    void end() {
        if (!active) {
            return;
        }
        active = false;
        tunnel = null;
        call.end();
        reply.end();
        admission.end(loop.now());
        long now = loop.tick();
        loop.telemetry().ended(accessRecord, route, request.method().name(), request.address(), request.id(), now);
    }

    /** Whether this is still the request of that number: an answer to an earlier one is nobody's. */
    public boolean is(long number) {
        return active && accessRecord.number() == number;
    }

    /** The number of the request on its connection. */
    public long number() {
        return accessRecord.number();
    }

    /** The connection that the request came over. */
    public ClientLink client() {
        return client;
    }

    /** The event loop that all of this happens on. */
    public LoopContext loop() {
        return loop;
    }

    /** What is known of the request. */
    public RequestInfo request() {
        return request;
    }

    /** How far its admission has come. */
    public AdmissionState admission() {
        return admission;
    }

    /** What is noted of it for metrics and the access log. */
    public AccessRecord accessRecord() {
        return accessRecord;
    }

    ExchangeContext context() {
        return context;
    }

    RequestBody body() {
        return body;
    }

    UpstreamCall call() {
        return call;
    }

    Reply reply() {
        return reply;
    }
}
