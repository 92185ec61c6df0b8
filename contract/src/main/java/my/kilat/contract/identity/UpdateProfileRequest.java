package my.kilat.contract.identity;

import org.jspecify.annotations.Nullable;

/** Changes of the caller's account; a member that is missing, null or empty changes nothing. */
public record UpdateProfileRequest(
        @Nullable String fullName,
        @Nullable String phone,
        @Nullable String avatarUrl) {}
