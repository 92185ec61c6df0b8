package my.kilat.contract.vet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A veterinary clinic of the directory, as administrators see it.
 *
 * @param externalId the key of the clinic where its data comes from; omitted if there is none
 * @param openingHours empty if it is open at all hours
 * @param active whether it is shown to runners and owners
 * @param updatedBy user id of the administrator who wrote it last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VetClinic(
        UUID id,
        @Nullable String externalId,
        String name,
        String phone,
        String address,
        double latitude,
        double longitude,
        List<OpeningHours> openingHours,
        boolean openAllHours,
        boolean active,
        UUID updatedBy,
        Instant updatedAt) {}
