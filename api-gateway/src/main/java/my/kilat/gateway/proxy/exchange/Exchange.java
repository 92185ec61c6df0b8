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
import my.kilat.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response. A client's connection has one exchange and reuses it for each of its requests. Its parts own
 * their state: the request's data, its admission, its body, the call to the upstream, and the reply.
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
    /** The route that the request is forwarded by. */
    private @Nullable Route route;

    private @Nullable Tunnel tunnel;

    /** Creates the exchange of a connection. */
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
     * Starts a request whose head has just been read.
     *
     * @param head valid until this returns; copied if the request's admission waits
     * @param rest the bytes after the head
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

    /** Continues a waiting admission; {@code rest} are the bytes after the head. */
    public void resume(ByteBuf rest) {
        admission.resume(rest);
    }

    /** Whether admission waits, and has to be resumed. */
    public boolean isParked() {
        return admission.isParked();
    }

    /** Forwards the request. */
    public void forward(Route to, Upstream at, RequestHead head, ByteBuf rest) {
        route = to;
        forwarder.forward(to, at, head, rest);
    }

    /** Bytes of the request's body have arrived. */
    public void takeBody(ByteBuf in) {
        forwarder.body(in);
    }

    /** Flushes the part of the body that has arrived. */
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

    /** How many bytes of the body have arrived. */
    public long bodyBytes() {
        return body.bytes();
    }

    /** Drops bytes of a body that is not needed. */
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

    /** Whether the consumer of the client's bytes is ready for more. */
    public boolean takesMore() {
        Tunnel through = tunnel;
        return through != null ? through.upstreamWritable() : call.takesMore();
    }

    /** The head of a response is written. */
    void answered(ResponseHead head) {
        reply.streams(head);
        accessRecord.answered(head.status());
        if (client.hasEnded()) {
            long answered = number();
            // Not at once: the connection to the upstream is being read.
            client.channel().eventLoop().execute(() -> {
                if (is(answered)) {
                    clientEnded();
                }
            });
        }
    }

    /**
     * The client has closed its half of the connection and waits for its response, or reads it. That is allowed, unless the
     * response has no end: whoever closes their half then has gone, and nothing but a failing write would tell of it later.
     */
    public void clientEnded() {
        if (active && reply.isEndless()) {
            clientLeft();
        }
    }

    /** The body is larger than allowed. */
    public void refuseLarge(long most) {
        refuse(413, "the request body is larger than " + most + " bytes");
    }

    /** Responds with an error that a retry does not fix. */
    public void refuse(int status, String error) {
        refuse(status, error, RetryAfter.UNSAID);
    }

    /** Responds with an error. */
    public void refuse(int status, String error, RetryAfter after) {
        reply.refuse(status, error, after);
    }

    /** Responds to bytes that are not a valid request. */
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

    /** The client exceeded a timeout. */
    public void refuseLate(String error) {
        if (!active) {
            refuseHead(new Refusal(408, error));
        } else {
            refuse(408, error);
        }
    }

    /** The event loop buffers too much for slow clients, and this one accounts for most. */
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

    /** The upstream has accepted the upgrade to a WebSocket. */
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

    /** The client of a WebSocket has sent something. */
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

    /** The client's connection is closed, or its request will never be complete. */
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

    /** Releases all resources of the request. */
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

    /** Whether the request of this number is still current; results for an earlier one are ignored. */
    public boolean is(long number) {
        return active && accessRecord.number() == number;
    }

    /** The number of the request on its connection. */
    public long number() {
        return accessRecord.number();
    }

    /** The connection of the request. */
    public ClientLink client() {
        return client;
    }

    /** The event loop on which all of this happens. */
    public LoopContext loop() {
        return loop;
    }

    /** The data of the request. */
    public RequestInfo request() {
        return request;
    }

    /** The state of its admission. */
    public AdmissionState admission() {
        return admission;
    }

    /** Its data for metrics and the access log. */
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
