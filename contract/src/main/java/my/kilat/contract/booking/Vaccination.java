package my.kilat.contract.booking;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One vaccination of a pet.
 *
 * @param expiresAt omitted if it does not expire, or if that is unknown
 * @param vetName empty when unknown
 * @param verified whether the platform has seen proof; a client cannot set it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Vaccination(
        String vaccineName, Instant dateGiven, @Nullable Instant expiresAt, String vetName, boolean verified) {}
