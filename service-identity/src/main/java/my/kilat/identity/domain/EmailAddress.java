package my.kilat.identity.domain;

import java.util.Locale;
import java.util.regex.Pattern;
import my.kilat.platform.failure.Failure;

/** E-mail addresses, which name accounts: trimmed, in lower case, and so unique in any letter case. */
public final class EmailAddress {
    private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z0-9._%+\\-]+@[a-zA-Z0-9.\\-]+\\.[a-zA-Z]{2,}");

    private EmailAddress() {}

    /** The one spelling under which an address is kept and looked for; says nothing of whether it is one. */
    public static String normal(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The address in its one spelling.
     *
     * @throws Failure.Invalid if it is none
     */
    public static String of(String typed) {
        String address = normal(typed);
        if (!SYNTAX.matcher(address).matches()) {
            throw new Failure.Invalid("email must be an e-mail address");
        }
        return address;
    }
}
