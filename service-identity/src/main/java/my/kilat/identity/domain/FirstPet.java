package my.kilat.identity.domain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pet in a registration of an owner, as far as it is valid. It is stored with the account and never makes a registration
 * fail.
 *
 * @param petType as sent, null if it was not
 * @param name null when there is none
 * @param weightKg null unless it is a positive number
 */
public record FirstPet(
        @Nullable String petType,
        @Nullable String name,
        @Nullable Double weightKg) {
    private static final int LONGEST = 100;

    /** The valid parts; empty if there are none. */
    public static Optional<FirstPet> of(@Nullable String petType, @Nullable String name, @Nullable Double weightKg) {
        FirstPet pet = new FirstPet(
                clean(petType),
                clean(name),
                weightKg != null && weightKg > 0 && Double.isFinite(weightKg) ? weightKg : null);
        return pet.petType == null && pet.name == null && pet.weightKg == null ? Optional.empty() : Optional.of(pet);
    }

    /** Removes control characters and unpaired surrogates, which a database may refuse, and cuts the text. */
    private static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String kept = text.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return kept.isEmpty() ? null : kept;
    }
}
