package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.loop.Buffers;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.route.Route;
import my.kilat.gateway.upstream.Instance;
import my.kilat.gateway.upstream.Upstream;
import my.kilat.gateway.wire.Refusal;
import my.kilat.gateway.wire.RequestHead;

/**
 * Forwards a request: at once if it is complete; after its body has arrived, if that is short enough; otherwise as a stream,
 * part by part.
 */
final class RequestForwarder {
    private final Exchange exchange;
    private final ClientLink client;
    private final LoopContext loop;
    private final Admission admission;
    private final RequestBody body;
    private final UpstreamCall call;
    /** Whether the body is collected here before the upstream gets the request. */
    private boolean collecting;

    RequestForwarder(Exchange exchange, Admission admission) {
        this.exchange = exchange;
        this.client = exchange.client();
        this.loop = exchange.loop();
        this.admission = admission;
        this.body = exchange.body();
        this.call = exchange.call();
    }

    void begin() {
        collecting = false;
    }

    void forward(Route to, Upstream at, RequestHead head, ByteBuf rest) {
        body.allow(exchange.admission().mostBody());
        boolean whole = body.isWhole(rest);
        boolean toSocket = to.socket() && head.upgradesToWebSocket();
        boolean own = !to.answerTimeout().isZero();
        collecting = !whole && isWorthCollecting();
        call.address(at, (own ? to.answerTimeout() : at.settings().answerTimeout()).toNanos(), toSocket);
        if (!collecting && !call.target().enter(!whole)) {
            return;
        }
        Instance chosen = collecting ? null : call.target().choose();
        if (!collecting && chosen == null) {
            return;
        }
        byte[] authority = chosen == null ? at.authority() : chosen.authority();
        RequestWriter.write(exchange, head, authority, toSocket);
        int bodyAt = loop.out().length();
        ByteBuf written = loop.out().buffer(client.channel().alloc(), whole ? (int) body.left() : 0);
        if (whole) {
            body.moveWhole(rest, written);
        }
        boolean repeatable = head.method().repeatable() || RequestWriter.hasIdempotencyKey(head);
        call.prepare(written, bodyAt, repeatable, collecting);
        if (body.takeContinue()) {
            ResponseWriter.writeContinue(client);
        }
        if (chosen == null) {
            client.takeBody();
        } else if (!admission.refusesBody(exchange, written, bodyAt)) {
            call.send(chosen);
        }
    }

    /** A client that sends slowly takes no slot at an upstream meanwhile. */
    private boolean isWorthCollecting() {
        return body.left() <= loop.limits().buffer() && loop.byteBudget().isRoomy();
    }

    /** Bytes of the body have arrived. */
    void body(ByteBuf in) {
        if (collecting) {
            collect(in);
        } else if (!call.isConnected()) {
            exchange.drop(in);
        } else {
            switch (body.relay(in, call.channel())) {
                case TOO_LARGE -> exchange.refuseLarge(body.most());
                case BROKEN -> refuseBroken();
                case DONE -> finish();
                case MORE -> call.waitUntilWritable();
            }
        }
    }

    private void finish() {
        // From now on it takes one of the slots of complete requests.
        if (exchange.reply().isAwaited() && !call.target().enter(false)) {
            return;
        }
        if (body.isChunked()) {
            Buffers.writeLastChunk(call.channel());
        }
        client.takeNothing();
        call.finishBody();
    }

    /** Collects the body. One that is longer than expected is streamed after all. */
    private void collect(ByteBuf in) {
        ByteBuf into = call.request();
        switch (body.collect(in, into)) {
            case TOO_LARGE -> exchange.refuseLarge(body.most());
            case BROKEN -> refuseBroken();
            case DONE -> sendCollected(into);
            case MORE -> {
                boolean isLong = into.readableBytes() > loop.limits().buffer();
                if (isLong || !loop.byteBudget().isRoomy()) {
                    sendCollected(into);
                }
            }
        }
        client.settle();
    }

    private void sendCollected(ByteBuf written) {
        collecting = false;
        client.takeNothing();
        if (body.done()) {
            if (body.isChunked()) {
                Buffers.appendLastChunk(written);
            }
            if (admission.refusesBody(exchange, written, call.bodyAt())) {
                return;
            }
        }
        Instance chosen = call.target().enter(!body.done()) ? call.target().choose() : null;
        if (chosen != null) {
            call.send(chosen);
        }
    }

    private void refuseBroken() {
        exchange.refuse(Refusal.CHUNK.status(), Refusal.CHUNK.error());
    }
}
