package my.kilat.platform.database;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import my.kilat.platform.settings.SettingsException;

/**
 * The address of a PostgreSQL server.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 */
record ServerAddress(String host, int port) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,252})");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]+");

    /**
     * Parses one or more addresses, separated by commas: {@code db}, {@code db:5432}, {@code ::1}, {@code [::1]:5432}.
     *
     * @param defaultPort for addresses without a port
     * @throws SettingsException if one of them is not an address
     */
    static List<ServerAddress> parse(String text, int defaultPort) {
        List<ServerAddress> addresses = new ArrayList<>();
        for (String element : text.split(",", -1)) {
            String one = element.strip();
            if (!one.isEmpty()) {
                addresses.add(parseOne(one, defaultPort));
            }
        }
        if (addresses.isEmpty()) {
            throw wrong(text);
        }
        return List.copyOf(addresses);
    }

    private static ServerAddress parseOne(String text, int defaultPort) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) {
                throw wrong(text);
            }
            String rest = text.substring(end + 1);
            return checked(
                    text.substring(1, end), rest.isEmpty() ? defaultPort : port(text, rest, 0), IPV6.pattern(), text);
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon != text.lastIndexOf(':')) {
            return checked(text, defaultPort, IPV6.pattern(), text);
        }
        return colon < 0
                ? checked(text, defaultPort, NAME.pattern(), text)
                : checked(text.substring(0, colon), port(text, text, colon), NAME.pattern(), text);
    }

    private static ServerAddress checked(String host, int port, String pattern, String text) {
        if (!host.matches(pattern)) {
            throw wrong(text);
        }
        return new ServerAddress(host, port);
    }

    private static int port(String text, String from, int colon) {
        try {
            int port = Integer.parseInt(from.substring(colon + 1));
            if (from.charAt(colon) == ':' && port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static SettingsException wrong(String text) {
        return new SettingsException("DB_HOST is \"" + text
                + "\"; it has to be a host name or an address, such as db, 10.0.0.5:5432 or [::1], or several of them"
                + " separated by commas");
    }

    /** The address as written in a URL. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
