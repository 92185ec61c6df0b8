package my.kilat.identity.domain;

import my.kilat.platform.failure.Failure;

/** The name of a person or of a shop's keeper; the contract limits its length. */
public final class FullName {
    private FullName() {}

    /**
     * The name without surrounding blanks.
     *
     * @throws Failure.Invalid if it is blank
     */
    public static String of(String typed) {
        String name = typed.strip();
        if (name.isEmpty()) {
            throw new Failure.Invalid("full_name must not be blank");
        }
        return name;
    }
}
