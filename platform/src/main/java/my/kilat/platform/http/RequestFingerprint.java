package my.kilat.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of a request, by which the same idempotency key is refused for another request: two requests have the same one
 * when they name the same operation and the same path, and their bodies are equal as values. Spaces, the order of members, members that are null or that the contract
 * does not know, and the spelling of numbers ({@code 4}, {@code 4.0}, {@code 0.4e1}) make no difference.
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

    /** The hash of what a call asks for; 32 bytes. */
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

    /** Every whole number the same way, whether it was written with a fraction or an exponent. */
    private static String number(JsonNode number) {
        if (number.isIntegralNumber()) {
            return number.bigIntegerValue().toString();
        }
        double real = number.doubleValue();
        return real == Math.rint(real) && Math.abs(real) < 1L << 53
                ? Long.toString((long) real)
                : Double.toString(real);
    }

    /** With its length before it, so that no two texts run into each other. */
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
