package my.kilat.gateway.proxy.exchange;

import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.Field;
import my.kilat.gateway.wire.Fields;
import my.kilat.gateway.wire.HeadBuffer;
import my.kilat.gateway.wire.Method;
import my.kilat.gateway.wire.RequestHead;

/** Writes the head of a request to the upstream. */
final class RequestWriter {
    private static final byte[] VERSION_HOST = Bytes.ascii(" HTTP/1.1\r\nHost: ");
    private static final byte[] REQUEST_ID = Bytes.ascii("\r\nX-Request-ID: ");
    private static final byte[] FORWARDED_FOR = Bytes.ascii("\r\nX-Forwarded-For: ");
    private static final byte[] REAL_IP = Bytes.ascii("\r\nX-Real-IP: ");
    private static final byte[] FORWARDED_PROTO = Bytes.ascii("\r\nX-Forwarded-Proto: ");
    private static final byte[] FORWARDED_HOST = Bytes.ascii("\r\nX-Forwarded-Host: ");
    private static final byte[] HTTP = Bytes.ascii("http");
    private static final byte[] HTTPS = Bytes.ascii("https");
    private static final byte[] TRACEPARENT = Bytes.ascii("traceparent: ");
    private static final byte[] LENGTH = Bytes.ascii("Content-Length: ");
    private static final byte[] CHUNKED = Bytes.ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] UPGRADE = Bytes.ascii("Connection: Upgrade\r\nUpgrade: websocket\r\n");

    private RequestWriter() {}

    /** Writes it into the event loop's head buffer. */
    static void write(Exchange exchange, RequestHead head, byte[] authority, boolean upgrade) {
        HeadBuffer out = exchange.loop().out().clear();
        byte[] bytes = head.bytes();
        Fields fields = head.fields();
        out.put(head.method().word()).put(' ').put(bytes, head.pathStart(), head.targetEnd());
        out.put(VERSION_HOST)
                .put(authority)
                .put(REQUEST_ID)
                .put(exchange.request().id());
        forwarded(out, exchange, head);
        boolean named = head.hasConnection();
        for (int i = 0; i < fields.count(); i++) {
            if (!fields.field(i).stopsInRequest() && !(named && fields.namedByConnection(i))) {
                out.field(fields, i);
            }
        }
        traceparent(out, exchange, fields);
        if (upgrade) {
            out.put(UPGRADE);
        }
        if (head.chunked()) {
            out.put(CHUNKED);
        } else if (head.contentLength() >= 0 || expectsLength(head.method())) {
            out.put(LENGTH).number(Math.max(0, head.contentLength())).line();
        }
        out.line();
    }

    /**
     * The forwarding headers; those of the client are used only if it is a trusted proxy. X-Real-IP is the single address that
     * the rate limiter counts by, for services that count by it too.
     */
    private static void forwarded(HeadBuffer out, Exchange exchange, RequestHead head) {
        Fields fields = head.fields();
        boolean trusted = exchange.client().peer().trusted();
        out.put(FORWARDED_FOR);
        if (trusted) {
            for (int i = 0; i < fields.count(); i++) {
                if (fields.field(i) == Field.X_FORWARDED_FOR) {
                    out.put(fields.bytes(), fields.valueStart(i), fields.valueEnd(i))
                            .put(',')
                            .put(' ');
                }
            }
        }
        out.put(exchange.client().peer().text());
        out.put(REAL_IP)
                .put(
                        trusted
                                ? Bytes.ascii(exchange.request().address().text())
                                : exchange.client().peer().text());
        out.put(FORWARDED_PROTO);
        int proto = trusted ? fields.find(Field.X_FORWARDED_PROTO) : -1;
        if (proto >= 0) {
            out.put(fields.bytes(), fields.valueStart(proto), fields.valueEnd(proto));
        } else {
            out.put(exchange.client().peer().secure() ? HTTPS : HTTP);
        }
        int host = trusted ? fields.find(Field.X_FORWARDED_HOST) : -1;
        host = host >= 0 ? host : head.host();
        if (host >= 0) {
            out.put(FORWARDED_HOST).put(fields.bytes(), fields.valueStart(host), fields.valueEnd(host));
        }
        out.line();
    }

    /** Continues the client's trace, or begins one. */
    private static void traceparent(HeadBuffer out, Exchange exchange, Fields fields) {
        int i = fields.find(Field.TRACEPARENT);
        out.put(TRACEPARENT);
        int from = out.length();
        if (i >= 0 && TraceContext.isValid(fields.bytes(), fields.valueStart(i), fields.valueEnd(i))) {
            out.put(fields.bytes(), fields.valueStart(i), fields.valueEnd(i));
        } else {
            TraceContext.begin(out, exchange.loop(), exchange.context().traced());
        }
        if (exchange.accessRecord().logged()) {
            exchange.accessRecord().traced(out.copy(from + 3, from + 35));
        }
        out.line();
    }

    private static boolean expectsLength(Method method) {
        return method == Method.POST || method == Method.PUT || method == Method.PATCH;
    }

    /** Whether the client has made the request safe to repeat. */
    static boolean hasIdempotencyKey(RequestHead head) {
        return head.fields().find(Field.IDEMPOTENCY_KEY) >= 0;
    }
}
