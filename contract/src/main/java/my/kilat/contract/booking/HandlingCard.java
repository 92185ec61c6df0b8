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
        @Nullable Instant updatedAt) {}
