package my.kilat.contract.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account, as its holder sees it.
 *
 * @param email in lower case, unique
 * @param phone digits with an optional leading plus, empty when unknown
 * @param fullName 1 to 255 characters
 * @param isVerified false from registration on
 * @param avatarUrl omitted when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record User(
        UUID id,
        String email,
        String phone,
        String fullName,
        Role role,
        boolean isVerified,
        @Nullable String avatarUrl,
        Instant createdAt) {}
