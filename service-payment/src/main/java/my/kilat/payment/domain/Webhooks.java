package my.kilat.payment.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads the webhooks of a provider, sent to {@code POST /api/v1/payments/webhooks/{provider}}. Anybody can send a request
 * there: nothing is trusted before its signature has been verified.
 */
public interface Webhooks {
    /** Names of the headers that are read, in lower case: only these are passed on, and they are stored with the body. */
    List<String> headers();

    /** The response body for an accepted delivery, such as {@code OK}, which some providers require. */
    String acknowledgement();

    /**
     * Verifies and parses a delivery. It compares the signature in constant time and before it reads anything else, refuses
     * one whose signed time is too far from {@code now}, treats an amount or currency other than that of the charge as a fault
     * and not as a success, and calls no other system.
     */
    Report read(Delivery delivery, Instant now);

    /**
     * A request as received.
     *
     * @param headers those that are read and present, by names in lower case
     * @param body the signed bytes, at most 64 KiB
     */
    record Delivery(Map<String, String> headers, byte[] body) {}

    /** The result of reading a delivery. */
    sealed interface Report {
        /** It was not signed by the provider, or too long ago, or is invalid. */
        record Refused() implements Report {}

        /** It is from the provider, but concerns nothing that payments need. */
        record Irrelevant() implements Report {}

        /**
         * The outcome of a charge.
         *
         * @param key the {@link Charge#key} of the charge
         */
        record Changed(String key, Answer.Outcome outcome) implements Report {}
    }
}
