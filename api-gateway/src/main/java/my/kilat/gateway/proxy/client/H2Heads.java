package my.kilat.gateway.proxy.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.Fields;
import my.kilat.gateway.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Converts heads between HTTP/2 and HTTP/1.1. */
final class H2Heads {
    private H2Heads() {}

    /**
     * The head of a request; empty if a part of it would have another or further meaning in HTTP/1.1: a line end, a space in
     * the target, framing that HTTP/2 does not have.
     */
    static Optional<ByteBuf> request(Http2Headers headers, boolean chunked, ByteBufAllocator allocator) {
        CharSequence method = headers.method();
        CharSequence path = headers.path();
        CharSequence authority = headers.authority() != null ? headers.authority() : headers.get("host");
        if (!isWord(method)
                || !isWord(path)
                || !isWord(authority)
                || headers.getAll("host").size() > 1) {
            return Optional.empty();
        }
        StringBuilder head = new StringBuilder(512);
        head.append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority);
        head.append("\r\n");
        StringBuilder cookies = new StringBuilder();
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            String name = field.getKey().toString();
            if (name.startsWith(":") || name.equals("host")) {
                continue;
            }
            if (!isField(name, field.getValue())) {
                return Optional.empty();
            }
            if (name.equals("cookie")) {
                cookies.append(cookies.isEmpty() ? "" : "; ").append(field.getValue());
            } else {
                head.append(name).append(": ").append(field.getValue()).append("\r\n");
            }
        }
        if (!cookies.isEmpty()) {
            head.append("cookie: ").append(cookies).append("\r\n");
        }
        head.append(chunked ? "transfer-encoding: chunked\r\n\r\n" : "\r\n");
        ByteBuf bytes = allocator.directBuffer(head.length());
        for (int i = 0; i < head.length(); i++) {
            bytes.writeByte(head.charAt(i));
        }
        return Optional.of(bytes);
    }

    private static boolean isWord(@Nullable CharSequence text) {
        return text != null && !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    private static boolean isField(String name, CharSequence value) {
        boolean framing = name.equals("transfer-encoding") || name.equals("connection") || name.equals("upgrade");
        return !framing
                && !name.isEmpty()
                && name.chars().allMatch(c -> c < 0x80 && Bytes.isToken((byte) c))
                && value.chars().allMatch(c -> (c >= 0x20 && c < 0x100 && c != 0x7f) || c == '\t');
    }

    /** The head of a response, which the gateway wrote itself. */
    static Http2Headers answer(ResponseHead head) {
        Http2Headers headers = new DefaultHttp2Headers(false);
        headers.status(Integer.toString(head.status()));
        Fields fields = head.fields();
        for (int i = 0; i < fields.count(); i++) {
            switch (fields.field(i)) {
                case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TRANSFER_ENCODING, UPGRADE -> {}
                default -> {
                    String name = Bytes.text(fields.bytes(), fields.nameStart(i), fields.nameEnd(i));
                    headers.add(name.toLowerCase(Locale.ROOT), fields.value(i));
                }
            }
        }
        return headers;
    }
}
