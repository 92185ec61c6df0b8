package my.kilat.notification.domain;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a notification's variables. They come from users and other services, so characters are removed that could
 * break a mail's headers or the display of the text around them, and long values are cut.
 */
public final class Variables {
    private static final int LONGEST = 500;

    private final EnumMap<Variable, String> values = new EnumMap<>(Variable.class);

    private Variables() {}

    /** No values. */
    public static Variables none() {
        return new Variables();
    }

    /** The values that {@link #metadata()} wrote. */
    public static Variables of(Map<String, ?> metadata) {
        Variables variables = new Variables();
        for (Variable variable : Variable.values()) {
            variables.put(variable, metadata.get(variable.inMetadata()) instanceof String text ? text : null);
        }
        return variables;
    }

    /** A copy with one more value; a missing or blank one stays unset. */
    public Variables and(Variable variable, @Nullable String value) {
        Variables more = new Variables();
        more.values.putAll(values);
        more.put(variable, value);
        return more;
    }

    private void put(Variable variable, @Nullable String value) {
        if (value == null) {
            return;
        }
        String clean = clean(value);
        if (!clean.isEmpty()) {
            values.put(variable, clean);
        }
    }

    private static String clean(String value) {
        String clean = PlainText.clean(value);
        return fits(clean) ? clean : PlainText.cut(clean, beginning -> fits(beginning + "…")) + "…";
    }

    private static boolean fits(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST;
    }

    /** The value of a variable in a text. */
    public String inText(Variable variable) {
        if (variable == Variable.BOOKING) {
            String number = values.get(Variable.BOOKING_NUMBER);
            return number == null ? variable.otherwise() : "booking " + number;
        }
        return values.getOrDefault(variable, variable.otherwise());
    }

    /** The variables that have a value, by their names for clients. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        values.forEach((variable, value) -> metadata.put(variable.inMetadata(), value));
        return metadata;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Variables that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
