package my.kilat.identity.domain;

import java.util.Locale;
import java.util.regex.Pattern;
import my.kilat.platform.failure.Failure;

/** E-mail addresses, which identify accounts: trimmed and in lower case, so they are unique in any letter case. */
public final class EmailAddress {
    private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z0-9._%+\\-]+@[a-zA-Z0-9.\\-]+\\.[a-zA-Z]{2,}");

    private EmailAddress() {}

    /** The normalised form under which an address is stored and looked up; does not validate it. */
    public static String normal(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The normalised address.
     *
     * @throws Failure.Invalid if it is not an address
     */
    public static String of(String typed) {
        String address = normal(typed);
        if (!SYNTAX.matcher(address).matches()) {
            throw new Failure.Invalid("email must be an e-mail address");
        }
        return address;
    }
}
