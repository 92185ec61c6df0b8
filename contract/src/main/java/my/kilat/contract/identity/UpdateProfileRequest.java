package my.kilat.contract.identity;

import org.jspecify.annotations.Nullable;

/** What to change of one's own account; whatever is missing, null or empty stays as it is. */
public record UpdateProfileRequest(
        @Nullable String fullName,
        @Nullable String phone,
        @Nullable String avatarUrl) {}
