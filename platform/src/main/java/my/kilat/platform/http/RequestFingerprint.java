package my.kilat.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of a request, used to refuse an idempotency key that was used for another request. Two requests have the
 * same one if they have the same operation and path, and their bodies are equal as values. Whitespace, the order of
 * members, members that are null or unknown to the contract, and the notation of numbers ({@code 4}, {@code 4.0}, {@code
 * 0.4e1}) make no difference.
 */
final class RequestFingerprint {
    private final MessageDigest digest;

    private RequestFingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The hash of operation, path and body; 32 bytes. */
    static byte[] of(Call call) {
        RequestFingerprint fingerprint = new RequestFingerprint();
        fingerprint.text(call.operation().id());
        call.pathValues().forEach((name, value) -> {
            fingerprint.text(name);
            fingerprint.text(value);
        });
        fingerprint.value(call.body());
        return fingerprint.digest.digest();
    }

    private void value(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            mark('-');
        } else if (value.isObject()) {
            mark('{');
            value.properties().stream()
                    .filter(member -> !member.getValue().isNull())
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(member -> {
                        text(member.getKey());
                        value(member.getValue());
                    });
            mark('}');
        } else if (value.isArray()) {
            mark('[');
            value.forEach(this::value);
            mark(']');
        } else if (value.isNumber()) {
            mark('#');
            text(number(value));
        } else {
            mark(value.isTextual() ? '"' : '!');
            text(value.asText());
        }
    }

    /** Normalises whole numbers, whether written with a fraction or an exponent. */
    private static String number(JsonNode number) {
        if (number.isIntegralNumber()) {
            return number.bigIntegerValue().toString();
        }
        double real = number.doubleValue();
        return real == Math.rint(real) && Math.abs(real) < 1L << 53
                ? Long.toString((long) real)
                : Double.toString(real);
    }

    /** Prefixed with its length, so that adjacent texts cannot be confused. */
    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mark((char) bytes.length);
        mark((char) (bytes.length >>> 16));
        digest.update(bytes);
    }

    private void mark(char mark) {
        digest.update((byte) (mark >>> 8));
        digest.update((byte) mark);
    }
}
