package my.kilat.runner.domain;

import java.util.regex.Pattern;
import my.kilat.platform.failure.Failure;

/** Telephone numbers as people type them: spaces, dashes and parentheses mean nothing. */
final class PhoneNumber {
    private static final Pattern DECORATION = Pattern.compile("[\\s()-]+");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{7,15}");

    private PhoneNumber() {}

    /**
     * The number without decoration; empty stays empty.
     *
     * @throws Failure.Invalid if it is not 7 to 15 digits with an optional plus
     */
    static String normal(String typed) {
        String number = DECORATION.matcher(typed).replaceAll("");
        if (!number.isEmpty() && !NUMBER.matcher(number).matches()) {
            throw new Failure.Invalid("phone has to be 7 to 15 digits, with or without a plus in front");
        }
        return number;
    }
}
