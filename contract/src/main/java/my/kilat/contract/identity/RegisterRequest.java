package my.kilat.contract.identity;

import org.jspecify.annotations.Nullable;

/**
 * A new account.
 *
 * @param email an address; stored trimmed and in lower case
 * @param password 8 to 200 characters
 * @param fullName not blank, 255 characters at most
 * @param phone 7 to 15 digits with an optional plus, once spaces, dashes and parentheses are removed
 * @param role owner, runner or shop; admin is refused
 * @param firstPet a first pet to store; an invalid one never makes the registration fail
 * @param referralCode the code of the user who recommended Kilat
 */
public record RegisterRequest(
        String email,
        String password,
        String fullName,
        @Nullable String phone,
        Role role,
        @Nullable FirstPet firstPet,
        @Nullable String referralCode) {

    /** Omits password and personal data. */
    @Override
    public String toString() {
        return "RegisterRequest[email=" + email + ", role=" + role + "]";
    }

    /** The pet in a registration of an owner; every part may be missing or invalid. */
    public record FirstPet(
            @Nullable String petType,
            @Nullable String name,
            @Nullable Double weightKg) {}
}
