package my.kilat.gateway.limit.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * The Redis in which several gateways share their counters.
 *
 * @param host of {@code RATE_LIMIT_STORE}, such as {@code redis://user:password@limits:6379/0}
 * @param port its port, default 6379
 * @param user to authenticate as; empty for the default user
 * @param password of that user; empty for no authentication
 * @param database the number of its database, default 0
 * @param patience {@code RATE_LIMIT_STORE_WAIT}, default 50ms: how long a request waits for it; after that it is counted by
 *     this gateway alone
 */
public record StoreSettings(String host, int port, String user, String password, int database, Duration patience) {
    private static final int PORT = 6379;
    private static final int MOST_DATABASES = 1 << 14;

    /** Reads the settings; empty if {@code RATE_LIMIT_STORE} is not set, and each gateway counts for itself. */
    public static Optional<StoreSettings> from(Environment environment) {
        Duration wait = environment.duration("RATE_LIMIT_STORE_WAIT", Duration.ofMillis(50));
        return environment.optional("RATE_LIMIT_STORE").map(text -> parse(text, wait));
    }

    private static StoreSettings parse(String text, Duration wait) {
        try {
            URI uri = new URI(text);
            String path = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/", "");
            if ("redis".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getQuery() == null
                    && path.matches("\\d{0,5}")
                    && (path.isEmpty() ? 0 : Integer.parseInt(path)) < MOST_DATABASES) {
                String login = Optional.ofNullable(uri.getRawUserInfo()).orElse("");
                int colon = login.indexOf(':');
                return new StoreSettings(
                        uri.getHost().replaceAll("[\\[\\]]", ""),
                        uri.getPort() < 0 ? PORT : uri.getPort(),
                        decode(colon < 0 ? "" : login.substring(0, colon)),
                        decode(login.substring(colon + 1)),
                        path.isEmpty() ? 0 : Integer.parseInt(path),
                        wait);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // falls through to the sentence below
        }
        // Without the value, which may contain a password.
        throw new SettingsException("RATE_LIMIT_STORE has to be an address such as redis://limits:6379 or"
                + " redis://user:password@limits:6379/0; for TLS put a proxy beside the gateway");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The address without the password, for logs. */
    public String address() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return "StoreSettings[" + address() + "/" + database + "]";
    }
}
