package my.kilat.contract.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account, in the form for its holder.
 *
 * @param email in lower case, unique
 * @param phone digits with an optional leading plus, empty when unknown
 * @param fullName 1 to 255 characters
 * @param isVerified false after registration
 * @param avatarUrl omitted if there is none
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
