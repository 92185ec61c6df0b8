package my.kilat.platform.text;

import java.util.regex.Pattern;
import my.kilat.platform.failure.Failure;

/** Normalises phone numbers as people type them to the form in which they are stored. */
public final class PhoneNumber {
    private static final Pattern DROPPED = Pattern.compile("[\\s()\\-]");
    private static final Pattern SYNTAX = Pattern.compile("\\+?[0-9]{7,15}");

    private PhoneNumber() {}

    /**
     * The number without spaces, dashes and parentheses; empty for an empty one.
     *
     * @throws Failure.Invalid if something else than 7 to 15 digits and a leading plus remains
     */
    public static String of(String typed) {
        String number = DROPPED.matcher(typed).replaceAll("");
        if (!number.isEmpty() && !SYNTAX.matcher(number).matches()) {
            throw new Failure.Invalid("phone must be 7 to 15 digits, with an optional plus in front");
        }
        return number;
    }
}
