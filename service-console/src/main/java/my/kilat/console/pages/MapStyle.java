package my.kilat.console.pages;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * A style of the map that operators bring, as MapLibre reads it. It, its tiles, letters and signs come from one server, which is the
 * only one that the pages may ask besides the platform.
 *
 * @param url where the style is; HTTP or HTTPS, without a user and a fragment
 */
public record MapStyle(URI url) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** @throws IllegalArgumentException if it is no such address */
    public MapStyle {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException("not the address of a style");
        }
    }

    /** The address as it is written; fails if it is none. */
    public static MapStyle of(String text) {
        return new MapStyle(URI.create(text));
    }

    /** Scheme, host and port, as a browser names where something comes from. */
    public String origin() {
        String origin =
                url.getScheme().toLowerCase(Locale.ROOT) + "://" + url.getHost().toLowerCase(Locale.ROOT);
        return url.getPort() < 0 ? origin : origin + ":" + url.getPort();
    }
}
