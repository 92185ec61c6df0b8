package my.kilat.contract.identity;

import org.jspecify.annotations.Nullable;

/**
 * A new account.
 *
 * @param email an address; stored trimmed and in lower case
 * @param password 8 to 200 characters
 * @param fullName not blank, 255 characters at most
 * @param phone 7 to 15 digits with an optional plus, once spaces, dashes and parentheses are dropped
 * @param role owner, runner or shop; admin is refused
 * @param firstPet a first pet to remember; a fault in it never stops the registration
 * @param referralCode the code of whoever recommended Kilat
 */
public record RegisterRequest(
        String email,
        String password,
        String fullName,
        @Nullable String phone,
        Role role,
        @Nullable FirstPet firstPet,
        @Nullable String referralCode) {

    /** Without what must not stand in a log. */
    @Override
    public String toString() {
        return "RegisterRequest[email=" + email + ", role=" + role + "]";
    }

    /** The pet that an owner names while registering; every part may be missing or make no sense. */
    public record FirstPet(
            @Nullable String petType,
            @Nullable String name,
            @Nullable Double weightKg) {}
}
