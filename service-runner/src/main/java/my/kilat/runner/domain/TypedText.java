package my.kilat.runner.domain;

import my.kilat.platform.failure.Failure;
import org.jspecify.annotations.Nullable;

/** Normalises text as typed by a user. */
final class TypedText {
    private TypedText() {}

    /**
     * A text without the blanks around it.
     *
     * @param field its name in the request
     * @throws Failure.Invalid if nothing is left
     */
    static String required(String field, String typed) {
        String text = typed.strip();
        if (text.isEmpty()) {
            throw new Failure.Invalid(field + " must not be blank");
        }
        return text;
    }

    /** A text without the blanks around it, or the other one when there is nothing in it. */
    static String orElse(@Nullable String typed, String fallback) {
        return typed == null || typed.isBlank() ? fallback : typed.strip();
    }
}
