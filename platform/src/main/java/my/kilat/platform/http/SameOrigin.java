package my.kilat.platform.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks whether a page calls the host that it was loaded from. Browsers send an {@code Origin} with every WebSocket, also
 * for pages of the same origin, which need not be listed as allowed origins.
 */
public final class SameOrigin {
    private static final Pattern ORIGIN = Pattern.compile("(https?)://([^/\\s]+)");

    private SameOrigin() {}

    /**
     * Whether an origin has this host. The scheme only determines the default port: behind a proxy that terminates TLS, the
     * scheme of the page is unknown.
     *
     * @param origin the {@code Origin} of a request, such as {@code https://api.example.com}
     * @param host its {@code Host} as the caller sent it, or the {@code X-Forwarded-Host} of a proxy, of which the first
     *     element is used
     */
    public static boolean holds(String origin, String host) {
        Matcher parts = ORIGIN.matcher(origin.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return false;
        }
        String port = parts.group(1).equals("https") ? ":443" : ":80";
        int comma = host.indexOf(',');
        String first = comma < 0 ? host : host.substring(0, comma);
        return without(port, parts.group(2)).equals(without(port, first.strip().toLowerCase(Locale.ROOT)));
    }

    private static String without(String port, String authority) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}
