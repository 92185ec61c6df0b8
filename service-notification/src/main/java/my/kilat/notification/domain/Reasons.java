package my.kilat.notification.domain;

import java.util.Map;

/** Reasons of cancellations. Some clients send a code where others send free text; codes are translated into words. */
final class Reasons {
    private static final Map<String, String> WORDS = Map.of(
            "changed_mind", "changed their mind",
            "found_another_option", "found another option",
            "took_too_long", "it took too long",
            "wrong_booking_details", "the booking details were wrong",
            "other", "");
    private static final String OTHER = "other:";
    private static final String CANCELLED = "booking cancelled:";

    private Reasons() {}

    /** The reason in words, without a full stop at its end; empty when there is none. */
    static String inWords(String reason) {
        String text = reason.strip();
        if (text.startsWith(CANCELLED)) {
            String why = inWords(text.substring(CANCELLED.length()));
            return why.isEmpty() ? "booking cancelled" : CANCELLED + " " + why;
        }
        if (text.startsWith(OTHER)) {
            text = text.substring(OTHER.length()).strip();
        }
        text = WORDS.getOrDefault(text, text);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
