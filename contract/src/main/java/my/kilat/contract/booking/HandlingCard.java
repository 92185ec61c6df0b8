package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a runner has to know to handle the pet of a booking. Texts are never missing, only empty.
 *
 * @param bites when it bites or scratches
 * @param medication what it has to be given, and when
 * @param hides where it hides, or how it escapes
 * @param vetPhone the number of its vet
 * @param updatedAt when the owner wrote it last; omitted if never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HandlingCard(
        UUID bookingId,
        String bites,
        String medication,
        String hides,
        String vetPhone,
        @Nullable Instant updatedAt) {
    /** The card that its owner sends, not stored yet. */
    public static HandlingCard of(UUID bookingId, HandlingRequest sent) {
        return new HandlingCard(
                bookingId,
                text(sent.bites()),
                text(sent.medication()),
                text(sent.hides()),
                text(sent.vetPhone()),
                null);
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent.strip();
    }
}
