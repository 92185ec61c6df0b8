package my.kilat.notification.domain;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of a notification's variables. They come from people and other services, so control characters, which could
 * break a mail's headers or a phone's screen, become blanks, and endless ones are cut.
 */
public final class Variables {
    private static final int LONGEST = 500;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\s]+");

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

    /** These values and one more; a missing or blank one stays unset. */
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
        boolean plain = value.length() <= LONGEST && value.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c > 0xa0);
        if (plain) {
            return value.strip();
        }
        String oneLine = CONTROLS.matcher(value).replaceAll(" ").strip();
        return oneLine.codePointCount(0, oneLine.length()) <= LONGEST
                ? oneLine
                : oneLine.substring(0, oneLine.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** What stands in a text for a variable. */
    public String inText(Variable variable) {
        if (variable == Variable.BOOKING) {
            String number = values.get(Variable.BOOKING_NUMBER);
            return number == null ? variable.otherwise() : "booking " + number;
        }
        return values.getOrDefault(variable, variable.otherwise());
    }

    /** Those that have a value, under their names for clients. */
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
