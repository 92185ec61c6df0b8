package my.kilat.platform.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What has been read from an environment, so that it can be shown. A value is told only if it is a number, a duration, a flag, a
 * choice or an address, or if its name is in the list of texts that are known to be harmless; so a text that is added is hidden
 * until somebody decides otherwise. Credentials within addresses are left out.
 */
final class SettingsRead {
    private static final int MOST = 500;

    /** Texts whose values are told. No secret, nor anything that may have one in it, belongs here. */
    private static final Set<String> HARMLESS_TEXTS = Set.of(
            "APP_ENV",
            "CORS_ORIGINS",
            "DB_HOST",
            "DB_NAME",
            "DB_SSLMODE",
            "DB_USER",
            "ENDED_SESSIONS_URL",
            "HEAT_TIME_ZONE",
            "JWKS_URL",
            "KAFKA_BROKERS",
            "KAFKA_SASL_MECHANISM",
            "LOG_FORMAT",
            "LOG_LEVEL",
            "MAP_STYLE_URL",
            "OFFER_RADII_KM",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "PAYMENT_PROVIDER",
            "SERVICE_HOST",
            "SMTP_FROM",
            "SMTP_HOST",
            "TRUSTED_GATEWAYS",
            "UPSTREAM_IDENTITY",
            "WEB_STATUS_ORIGINS");

    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@\\s,]*@");
    private static final Pattern QUERY = Pattern.compile("\\?[^\\s,]*");

    // Guarded by this.
    private final Map<String, Reading> readings = new TreeMap<>();

    private static final class Reading {
        private @Nullable String given;
        private @Nullable String fallback;
        private boolean harmless;
        private boolean secret;
    }

    private Reading of(String name) {
        if (readings.size() >= MOST && !readings.containsKey(name)) {
            return new Reading();
        }
        return readings.computeIfAbsent(name, _ -> new Reading());
    }

    /** The value of a variable was asked for. */
    synchronized void given(String name, Optional<String> value) {
        of(name).given = value.orElse(null);
    }

    /** It is not set, and this is used instead. */
    synchronized void fallback(String name, Object value) {
        of(name).fallback = written(value);
    }

    /** As it would be written in a variable. */
    private static String written(Object value) {
        return switch (value) {
            case Duration duration -> written(duration);
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> value.toString();
        };
    }

    private static String written(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() % 1000 != 0 || seconds == 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds % 3600 != 0) {
            return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
        }
        return seconds / 3600 % 24 == 0 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
    }

    /** Its value is of a kind in which there is no secret. */
    synchronized void harmless(String name) {
        of(name).harmless = true;
    }

    /** Its value is a secret, in whatever other way it is read as well. */
    synchronized void secret(String name) {
        of(name).secret = true;
    }

    /** All of them, by name. */
    synchronized List<Setting> all() {
        return readings.entrySet().stream()
                .map(one -> setting(one.getKey(), one.getValue()))
                .toList();
    }

    private static Setting setting(String name, Reading reading) {
        String value = reading.given == null ? reading.fallback : reading.given;
        String source = reading.given != null ? "environment" : reading.fallback != null ? "default" : "unset";
        boolean shown = !reading.secret && (reading.harmless || HARMLESS_TEXTS.contains(name));
        return new Setting(
                name, value != null && shown ? withoutCredentials(value) : null, source, value != null && !shown);
    }

    private static String withoutCredentials(String value) {
        return QUERY.matcher(CREDENTIALS.matcher(value).replaceAll("//***@")).replaceAll("?***");
    }
}
