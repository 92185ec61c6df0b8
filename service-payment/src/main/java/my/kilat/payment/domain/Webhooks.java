package my.kilat.payment.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads what a provider sends by itself, to {@code POST /api/v1/payments/webhooks/{provider}}. Anybody can send something
 * there: nothing is believed before its signature has been verified.
 */
public interface Webhooks {
    /** Names of the headers that are read, in lower case: only these are handed over, and they are kept with the body. */
    List<String> headers();

    /** The body of the answer to a delivery that was taken, such as {@code OK}: some providers insist on a word of theirs. */
    String acknowledgement();

    /**
     * Verifies a delivery and says what it tells. It compares the signature in constant time and before it reads anything
     * else, refuses one whose signed time is too far from {@code now}, takes an amount or currency other than that of the
     * charge for a fault and not for a success, and asks nobody.
     */
    Report read(Delivery delivery, Instant now);

    /**
     * A request as it came.
     *
     * @param headers those that are read and were there, by names in lower case
     * @param body the bytes that were signed, at most 64 KiB
     */
    record Delivery(Map<String, String> headers, byte[] body) {}

    /** What a delivery tells. */
    sealed interface Report {
        /** It was not signed by the provider, or too long ago, or makes no sense. */
        record Refused() implements Report {}

        /** It is the provider's, and about nothing that matters here. */
        record Irrelevant() implements Report {}

        /**
         * A charge has come to something.
         *
         * @param key the {@link Charge#key} that the provider was given
         */
        record Changed(String key, Answer.Outcome outcome) implements Report {}
    }
}
