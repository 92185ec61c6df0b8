package my.kilat.gateway.proxy.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import my.kilat.gateway.pages.Page;
import my.kilat.gateway.proxy.loop.GzipEncoder;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.policy.RetryAfter;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.Field;
import my.kilat.gateway.wire.Fields;
import my.kilat.gateway.wire.HeadBuffer;
import my.kilat.gateway.wire.Method;
import my.kilat.gateway.wire.ResponseHead;

/** Writes the heads of responses: those of upstreams, and those of the gateway itself. */
public final class ResponseWriter {
    private static final byte[] VERSION = Bytes.ascii("HTTP/1.1 ");
    private static final byte[] SECURITY = Bytes.ascii("""
            X-Content-Type-Options: nosniff\r
            X-Frame-Options: DENY\r
            X-XSS-Protection: 1; mode=block\r
            Strict-Transport-Security: max-age=31536000; includeSubDomains\r
            Referrer-Policy: strict-origin-when-cross-origin\r
            """);
    private static final byte[] REQUEST_ID = Bytes.ascii("X-Request-ID: ");
    private static final byte[] LIMIT = Bytes.ascii("RateLimit-Limit: ");
    private static final byte[] REMAINING = Bytes.ascii("\r\nRateLimit-Remaining: ");
    private static final byte[] RESET = Bytes.ascii("\r\nRateLimit-Reset: ");
    private static final byte[] CLOSE = Bytes.ascii("Connection: close\r\n");
    private static final byte[] UPGRADE = Bytes.ascii("Connection: Upgrade\r\nUpgrade: websocket\r\n");
    private static final byte[] CHUNKED = Bytes.ascii("Transfer-Encoding: chunked\r\n");
    private static final byte[] LENGTH = Bytes.ascii("Content-Length: ");
    private static final byte[] DATE = Bytes.ascii("\r\nDate: ");
    private static final byte[] RETRY_AFTER = Bytes.ascii("Retry-After: ");
    private static final byte[] JSON = Bytes.ascii("Content-Type: application/json\r\n");
    private static final byte[] CONTENT_TYPE = Bytes.ascii("Content-Type: ");
    private static final byte[] NO_CACHE = Bytes.ascii("Cache-Control: no-store\r\n");
    private static final byte[] VARY_ENCODING = Bytes.ascii("Vary: Accept-Encoding\r\n");
    private static final byte[] ZIPPED = Bytes.ascii("Content-Encoding: gzip\r\n");
    private static final byte[] WEAK = Bytes.ascii("ETag: W/");
    private static final byte[] ORIGIN = Bytes.ascii("origin");
    private static final byte[] CONTINUE = Bytes.ascii("HTTP/1.1 100 Continue\r\n\r\n");

    private ResponseWriter() {}

    /** The framing of a body for the client. */
    enum Framing {
        NO_BODY,
        AS_IT_IS,
        CHUNKED,
        /** In chunks, and compressed by the gateway. */
        GZIPPED,
        UNTIL_CLOSE
    }

    /** Writes "100 Continue", so that the client sends its body. */
    static void writeContinue(ClientLink client) {
        client.write(Unpooled.wrappedBuffer(CONTINUE));
        client.flush();
    }

    /** Writes the head of an upstream's response for the client into the event loop's head buffer. */
    static Framing head(Exchange exchange, ResponseHead head) {
        LoopContext loop = exchange.loop();
        Fields fields = head.fields();
        HeadBuffer out = loop.out().clear();
        out.put(VERSION).put(head.bytes(), head.statusStart(), head.reasonEnd()).line();
        boolean named = head.hasConnection();
        boolean worthGzip = GzipEncoder.isWorth(head, loop.limits().gzipFrom());
        // A 304 does not describe the response that it stands for; the client may have that one compressed.
        boolean notModified = head.status() == 304 && loop.limits().gzipFrom() > 0;
        Framing framing = framing(exchange, head, worthGzip);
        for (int i = 0; i < fields.count(); i++) {
            Field field = fields.field(i);
            boolean ours = field.stopsInAnswer() || (field == Field.VARY && fields.valueIs(i, ORIGIN));
            if (!ours && !(named && fields.namedByConnection(i))) {
                boolean weakens = field == Field.ETAG
                        && (framing == Framing.GZIPPED
                                || (notModified && exchange.request().acceptsGzip()));
                if (weakens && fields.bytes()[fields.valueStart(i)] == '"') {
                    out.put(WEAK)
                            .put(fields.bytes(), fields.valueStart(i), fields.valueEnd(i))
                            .line();
                } else {
                    out.field(fields, i);
                }
            }
        }
        if (worthGzip || notModified) {
            out.put(VARY_ENCODING);
        }
        common(exchange, out);
        if (framing == Framing.UNTIL_CLOSE) {
            exchange.reply().closeAfterwards();
        }
        if (exchange.reply().closesAfterStream()) {
            out.put(CLOSE);
        }
        if (framing == Framing.GZIPPED) {
            out.put(ZIPPED).put(CHUNKED);
        } else if (framing == Framing.CHUNKED) {
            out.put(CHUNKED);
        } else if (head.contentLength() >= 0 && head.status() != 204) {
            out.put(LENGTH).number(head.contentLength()).line();
        }
        out.line();
        return framing;
    }

    private static Framing framing(Exchange exchange, ResponseHead head, boolean worthGzip) {
        if (exchange.request().method() == Method.HEAD || head.bodiless()) {
            return Framing.NO_BODY;
        }
        if (worthGzip && exchange.request().acceptsGzip() && !exchange.request().oldVersion()) {
            return Framing.GZIPPED;
        }
        if (head.contentLength() >= 0) {
            return Framing.AS_IT_IS;
        }
        return exchange.request().oldVersion() ? Framing.UNTIL_CLOSE : Framing.CHUNKED;
    }

    /** Writes the head that accepts an upgrade to WebSocket. */
    static void upgrade(Exchange exchange, ResponseHead head) {
        Fields fields = head.fields();
        HeadBuffer out = exchange.loop().out().clear();
        out.put(VERSION).put(head.bytes(), head.statusStart(), head.reasonEnd()).line();
        for (int i = 0; i < fields.count(); i++) {
            if (!fields.field(i).stopsInAnswer() && !fields.namedByConnection(i)) {
                out.field(fields, i);
            }
        }
        common(exchange, out);
        out.put(UPGRADE).line();
        exchange.client().write(out.buffer(exchange.client().channel().alloc(), 0));
    }

    /** Headers of every response. */
    private static void common(Exchange exchange, HeadBuffer out) {
        out.put(SECURITY);
        exchange.context().cors().write(out, exchange.request().origin());
        requestIdAndQuota(exchange, out);
    }

    private static void requestIdAndQuota(Exchange exchange, HeadBuffer out) {
        out.put(REQUEST_ID).put(exchange.request().id()).line();
        if (exchange.admission().quota().counted()) {
            out.put(LIMIT).number(exchange.admission().quota().limit());
            out.put(REMAINING).number(exchange.admission().quota().remaining());
            out.put(RESET).number(exchange.admission().quota().resetSeconds()).line();
        }
    }

    /** Writes an error as JSON. */
    static void writeError(Exchange exchange, int status, String error, RetryAfter after) {
        HeadBuffer out = retryAfter(start(exchange, status), after);
        if (status == 405) {
            out.put(Bytes.ascii("Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n"));
        }
        body(exchange, out, JSON, Bytes.ascii("{\"success\":false,\"error\":\"" + error + "\"}"));
    }

    private static HeadBuffer retryAfter(HeadBuffer out, RetryAfter after) {
        return after.seconds() > 0
                ? out.put(RETRY_AFTER).number(after.seconds()).line()
                : out;
    }

    /** Writes a small JSON document that is not to be cached. */
    public static void writeJson(Exchange exchange, int status, byte[] json, RetryAfter after) {
        boolean keep = exchange.reply().keepsConnection();
        body(exchange, retryAfter(start(exchange, status), after), JSON, json);
        exchange.reply().givenHere(status, keep);
    }

    private static void body(Exchange exchange, HeadBuffer out, byte[] type, byte[] content) {
        out.put(type).put(NO_CACHE);
        common(exchange, out);
        if (exchange.reply().closesAfterwards()) {
            out.put(CLOSE);
        }
        out.put(LENGTH).number(content.length).line().line();
        if (exchange.request().method() != Method.HEAD) {
            out.put(content);
        }
        exchange.client().write(out.buffer(exchange.client().channel().alloc(), 0));
    }

    /** Responds to a CORS preflight. */
    public static void writePreflight(Exchange exchange) {
        boolean keep = exchange.reply().keepsConnection();
        HeadBuffer out = start(exchange, 204).put(SECURITY);
        exchange.context().cors().writePreflight(out, exchange.request().origin());
        requestIdAndQuota(exchange, out);
        if (exchange.reply().closesAfterwards()) {
            out.put(CLOSE);
        }
        exchange.client().write(out.line().buffer(exchange.client().channel().alloc(), 0));
        exchange.reply().givenHere(204, keep);
    }

    /** Writes one of the gateway's own documents. */
    public static void writePage(Exchange exchange, Page page, Fields asked) {
        boolean keep = exchange.reply().keepsConnection();
        String tag = asked.text(Field.IF_NONE_MATCH);
        boolean known = tag != null && tag.contains(page.tag());
        int zipped = asked.find(Field.ACCEPT_ENCODING);
        boolean zip = page.zipped().isPresent() && zipped >= 0 && asked.valueHolds(zipped, Bytes.ascii("gzip"));
        ByteBuf content = zip ? page.zipped().orElseThrow() : page.content();
        int status = known ? 304 : 200;
        HeadBuffer out = start(exchange, status).put(Bytes.ascii(page.headers()));
        out.put(CONTENT_TYPE).put(Bytes.ascii(page.type())).line();
        out.put(Bytes.ascii("Vary: Accept-Encoding\r\n" + (zip ? "Content-Encoding: gzip\r\n" : "")));
        common(exchange, out);
        if (exchange.reply().closesAfterwards()) {
            out.put(CLOSE);
        }
        if (!known) {
            out.put(LENGTH).number(content.readableBytes()).line();
        }
        exchange.client().write(out.line().buffer(exchange.client().channel().alloc(), 0));
        if (!known && exchange.request().method() != Method.HEAD) {
            exchange.client().write(content.duplicate());
        }
        exchange.reply().givenHere(status, keep);
    }

    private static HeadBuffer start(Exchange exchange, int status) {
        HeadBuffer out =
                exchange.loop().out().clear().put(VERSION).number(status).put(' ');
        return out.put(reason(status)).put(DATE).put(exchange.loop().date()).line();
    }

    private static byte[] reason(int status) {
        String reason = switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 417 -> "Expectation Failed";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Error";
        };
        return Bytes.ascii(reason);
    }
}
