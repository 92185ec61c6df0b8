package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.loop.Buffers;
import my.kilat.gateway.proxy.loop.GzipEncoder;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.policy.RetryAfter;
import my.kilat.gateway.proxy.upstream.ResponseSink;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/** The response to the client: its progress, the framing of its body, and whether the connection is kept. */
final class Reply implements ResponseSink {
    private enum Progress {
        AWAITED,
        STREAMING,
        DONE
    }

    private final Exchange exchange;
    private final ClientLink client;
    private final LoopContext loop;
    private Progress progress = Progress.DONE;
    private boolean closeAfter;
    private boolean endless;
    private ResponseWriter.Framing framing = ResponseWriter.Framing.NO_BODY;
    private @Nullable GzipEncoder gzip;

    Reply(Exchange exchange, ClientLink client, LoopContext loop) {
        this.exchange = exchange;
        this.client = client;
        this.loop = loop;
    }

    void begin(RequestHead head) {
        progress = Progress.AWAITED;
        closeAfter = head.close();
    }

    void beginUnread() {
        progress = Progress.AWAITED;
    }

    /** Whether nothing has been written yet. */
    boolean isAwaited() {
        return progress == Progress.AWAITED;
    }

    /** The head is written, so no other response can be given. */
    void streams(ResponseHead head) {
        progress = Progress.STREAMING;
        endless = head.isEventStream();
    }

    /** Whether a response is being written that has no end. */
    boolean isEndless() {
        return progress == Progress.STREAMING && endless;
    }

    /** The response is delimited by the end of the connection. */
    void closeAfterwards() {
        closeAfter = true;
    }

    /** Whether the connection is closed after the response. */
    boolean closesAfterwards() {
        return closeAfter;
    }

    /** As above, for a response of an upstream, which may come while the request is still arriving. */
    boolean closesAfterStream() {
        closeAfter |= exchange.request().oldVersion()
                || loop.draining()
                || !exchange.body().done();
        return closeAfter;
    }

    /** Decides whether the connection is kept after a response of the gateway itself. */
    boolean keepsConnection() {
        boolean keep = !closeAfter && !loop.draining() && exchange.body().keepsConnection();
        closeAfter = !keep;
        return keep;
    }

    @Override
    public boolean begin(ResponseHead head) {
        framing = ResponseWriter.head(exchange, head);
        return framing != ResponseWriter.Framing.NO_BODY;
    }

    /** Writes the head from the event loop's head buffer; a short body that is at hand goes into the same buffer. */
    @Override
    public void writeHead(Body body, ByteBuf in) {
        int length = (int) Math.min(body.left(), Integer.MAX_VALUE);
        boolean together =
                framing == ResponseWriter.Framing.AS_IT_IS && length <= Buffers.SMALL && length <= in.readableBytes();
        ByteBuf written = loop.out().buffer(client.channel().alloc(), together ? length : 0);
        if (together && length > 0) {
            written.writeBytes(in, length);
            body.took(length);
        }
        client.write(written);
        if (framing == ResponseWriter.Framing.GZIPPED) {
            gzip = loop.borrowGzip();
        }
    }

    @Override
    public void writeBody(ByteBuf in, int bytes, boolean isPartDue) {
        GzipEncoder encoder = gzip;
        if (encoder != null) {
            long before = encoder.written();
            encoder.write(client.channel(), in, bytes, isPartDue);
            client.pendingBytes().wrote(encoder.written() - before);
            return;
        }
        if (framing == ResponseWriter.Framing.CHUNKED) {
            Buffers.writeChunk(client.channel(), in, bytes);
        } else {
            Buffers.writePart(client.channel(), in, bytes);
        }
        client.pendingBytes().wrote(bytes);
    }

    @Override
    public void finish() {
        GzipEncoder encoder = gzip;
        if (encoder != null) {
            encoder.finish(client.channel());
            giveBackEncoder();
        }
        if (framing == ResponseWriter.Framing.CHUNKED || framing == ResponseWriter.Framing.GZIPPED) {
            Buffers.writeLastChunk(client.channel());
        }
    }

    @Override
    public void flush() {
        client.flush();
    }

    @Override
    public boolean isWritable() {
        return client.writable();
    }

    @Override
    public boolean takes(long toCome) {
        return client.pendingBytes().takes(toCome);
    }

    /** Responds with an error; a response that is partly written is aborted instead. */
    void refuse(int status, String error, RetryAfter after) {
        if (!isAwaited()) {
            cut();
            return;
        }
        boolean keep = keepsConnection();
        ResponseWriter.writeError(exchange, status, error, after);
        givenHere(status, keep);
    }

    /**
     * The response is partly written, so the connection is aborted, which shows the client that the response is incomplete.
     */
    void cut() {
        exchange.accessRecord().cut();
        exchange.end();
        client.flush();
        client.closeNow();
    }

    /** The response is written by the gateway, without an upstream. */
    void givenHere(int status, boolean keep) {
        exchange.accessRecord().answered(status);
        exchange.end();
        client.flush();
        goOn(keep, !exchange.body().done());
    }

    /** The upstream's response is complete and written. */
    void completed() {
        exchange.end();
        client.flush();
        goOn(!closeAfter, false);
    }

    private void goOn(boolean keep, boolean bodyLeft) {
        if (keep) {
            client.nextRequest(bodyLeft);
        } else if (exchange.body().done()) {
            client.closeAfterFlush();
        } else {
            client.closeLingering();
        }
    }

    /** The request is over. */
    void end() {
        progress = Progress.DONE;
        giveBackEncoder();
    }

    private void giveBackEncoder() {
        GzipEncoder encoder = gzip;
        if (encoder != null) {
            gzip = null;
            loop.giveBack(encoder);
        }
    }
}
