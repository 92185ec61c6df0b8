package my.kilat.identity.domain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pet that an owner names while registering, as far as it makes sense. It is kept with the account and never stops a
 * registration.
 *
 * @param petType as it was written, null when it was not
 * @param name null when there is none
 * @param weightKg null unless it is a positive number
 */
public record FirstPet(
        @Nullable String petType,
        @Nullable String name,
        @Nullable Double weightKg) {
    private static final int LONGEST = 100;

    /** What can be kept of it; nothing when no part makes sense. */
    public static Optional<FirstPet> of(@Nullable String petType, @Nullable String name, @Nullable Double weightKg) {
        FirstPet pet = new FirstPet(
                clean(petType),
                clean(name),
                weightKg != null && weightKg > 0 && Double.isFinite(weightKg) ? weightKg : null);
        return pet.petType == null && pet.name == null && pet.weightKg == null ? Optional.empty() : Optional.of(pet);
    }

    /** Text that any database takes: no control characters, no halves of characters, not too long. */
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
