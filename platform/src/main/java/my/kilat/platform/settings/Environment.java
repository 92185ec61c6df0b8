package my.kilat.platform.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The environment variables of a process, read into typed settings.
 *
 * <p>Each settings record reads its variables once, at start, through the methods here; one that is missing or wrong stops
 * the start with a {@link SettingsException} that names it. A blank variable counts as not set, because Compose files and
 * shells pass "nothing" that way.
 */
public final class Environment {
    /** Variables that Kubernetes sets in every pod for each service of its namespace, such as {@code GATEWAY_PORT}. */
    private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://\\S+:\\d+");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    private final Map<String, String> variables;
    private final SettingsRead read = new SettingsRead();

    private Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The variables of this process. */
    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** Only these variables: for tests, and for the launcher that runs several services in one JVM. */
    public static Environment of(Map<String, String> variables) {
        return new Environment(variables);
    }

    /** This environment with some variables set or replaced. */
    public Environment with(Map<String, String> more) {
        Map<String, String> merged = new HashMap<>(variables);
        merged.putAll(more);
        return new Environment(merged);
    }

    /** This environment with one variable set or replaced. */
    public Environment with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** Every variable, for passing on to a child process. */
    public Map<String, String> variables() {
        return variables;
    }

    /**
     * The settings that have been read from this environment, by name. Those read from one that {@link #with} has made of it are
     * not among them.
     */
    public List<Setting> settings() {
        return read.all();
    }

    /** The variable; empty if it is unset or blank. */
    public Optional<String> optional(String name) {
        Optional<String> value =
                Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
        read.given(name, value);
        return value;
    }

    /** A required variable. */
    public String text(String name) {
        return optional(name).orElseThrow(() -> new SettingsException(name + " is not set, and there is no default"));
    }

    /** A variable with a default. */
    public String text(String name, String fallback) {
        return optional(name).orElseGet(() -> {
            read.fallback(name, fallback);
            return fallback;
        });
    }

    /** A whole number within {@code min..max}, both included. */
    public int integer(String name, int fallback, int min, int max) {
        return (int) number(name, fallback, min, max);
    }

    /** A whole number within {@code min..max}, both included. */
    public long number(String name, long fallback, long min, long max) {
        return parsed(name, fallback, "a whole number from " + min + " to " + max, text -> {
            long value = Long.parseLong(text);
            if (value < min || value > max) {
                throw new IllegalArgumentException("out of range");
            }
            return value;
        });
    }

    /** A duration such as {@code 500ms}, {@code 30s}, {@code 15m}, {@code 168h} or {@code 7d}. */
    public Duration duration(String name, Duration fallback) {
        return parsed(name, fallback, "a duration such as 500ms, 30s, 15m, 168h or 7d", Environment::parseDuration);
    }

    /** {@code true} or {@code false}; {@code on/off}, {@code yes/no} and {@code 1/0} are accepted too. */
    public boolean flag(String name, boolean fallback) {
        return parsed(name, fallback, "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw new IllegalArgumentException("not a flag");
        });
    }

    /** A list, separated by commas; blanks around the elements are removed. */
    public List<String> list(String name, List<String> fallback) {
        return optional(name)
                .map(text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(element -> !element.isEmpty())
                        .toList())
                .orElseGet(() -> {
                    read.fallback(name, String.join(",", fallback));
                    return fallback;
                });
    }

    /** An HTTP address without a path, such as that of another service; of a list, the first. */
    public URI address(String name, String fallback) {
        return httpAddress(name, list(name, List.of(fallback)).getFirst());
    }

    /** HTTP addresses as {@link #address(String, String)}, all of a list. */
    public List<URI> addresses(String name, String fallback) {
        return list(name, List.of(fallback)).stream()
                .map(text -> httpAddress(name, text))
                .toList();
    }

    private URI httpAddress(String name, String text) {
        try {
            URI address = URI.create(text.replaceAll("/+$", ""));
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                read.harmless(name);
                return address;
            }
        } catch (IllegalArgumentException e) {
            // refused below, like an invalid address
        }
        throw new SettingsException(
                name + " is \"" + text + "\"; it has to be an address such as http://localhost:8080");
    }

    /** One of an enum's constants, in any letter case. */
    public <E extends Enum<E>> E choice(String name, E fallback) {
        Class<E> type = fallback.getDeclaringClass();
        String choices = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return parsed(name, fallback, "one of " + choices, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    /**
     * Whether this is a development machine ({@code APP_ENV=development}, the default). Only there are accounts seeded and
     * built-in secrets accepted.
     */
    public boolean development() {
        return text("APP_ENV", "development").equalsIgnoreCase("development");
    }

    /**
     * A secret: the variable or, on a development machine, the given default. Elsewhere the start fails, also if the
     * variable repeats the default, which is public in the source.
     */
    public String secret(String name, String developmentOnly) {
        read.secret(name);
        if (development()) {
            return text(name, developmentOnly);
        }
        String value = optional(name)
                .orElseThrow(() -> new SettingsException(name + " is not set; outside development it has no default"));
        if (value.equals(developmentOnly)) {
            throw new SettingsException(name + " holds the development default; set a secret of your own");
        }
        return value;
    }

    private <T> T parsed(String name, T fallback, String expected, Function<String, T> parse) {
        read.harmless(name);
        return optional(name)
                .map(text -> {
                    try {
                        return parse.apply(text);
                    } catch (IllegalArgumentException e) {
                        throw new SettingsException(
                                name + " is \"" + text + "\"; it has to be " + expected + hint(text));
                    }
                })
                .orElseGet(() -> {
                    read.fallback(name, fallback);
                    return fallback;
                });
    }

    private static String hint(String text) {
        return SERVICE_LINK.matcher(text).matches()
                ? ". This looks like a service link of Kubernetes, which sets a variable of that name for a service; set"
                        + " \"enableServiceLinks: false\" in the pod, or the variable itself"
                : "";
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
