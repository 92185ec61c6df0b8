package my.kilat.identity.domain;

import my.kilat.platform.failure.Failure;

/** The name of a person or of a shop's keeper. */
public final class FullName {
    private static final int LONGEST = 255;

    private FullName() {}

    /**
     * The name without the blanks around it.
     *
     * @throws Failure.Invalid if nothing remains, or more than 255 characters
     */
    public static String of(String typed) {
        String name = typed.strip();
        if (name.isEmpty()) {
            throw new Failure.Invalid("full_name must not be blank");
        }
        if (name.codePointCount(0, name.length()) > LONGEST) {
            throw new Failure.Invalid("full_name must have at most 255 characters");
        }
        return name;
    }
}
