package my.kilat.gateway.route;

import static my.kilat.gateway.route.Route.to;

import java.util.Comparator;
import java.util.List;
import my.kilat.gateway.limit.Allowance;
import my.kilat.gateway.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** What leads where. The longest prefix wins; a row more is a prefix more. */
public final class Routes {
    /** The routes of the platform. */
    public static final List<Route> PLATFORM = List.of(
            to("identity", "/.well-known/jwks.json").forAnybody(),
            to("identity", "/api/v1/auth"),
            to("identity", "/api/v1/auth/register").forAnybody().countedAs(Allowance.CREDENTIALS),
            to("identity", "/api/v1/auth/login").forAnybody().countedAs(Allowance.CREDENTIALS),
            to("identity", "/api/v1/auth/refresh").forAnybody().countedAs(Allowance.REFRESH),
            to("booking", "/api/v1/bookings"),
            to("payment", "/api/v1/payments"),
            // A page that opens in a browser; the key in its link is what lets somebody see it.
            to("payment", "/api/v1/payments/*/checkout").forAnybody(),
            to("runner", "/api/v1/runners"),
            to("runner", "/api/v1/runners/me/location").countedAs(Allowance.POSITIONS),
            to("runner", "/api/v1/petshops"),
            to("tracking", "/api/v1/tracking"),
            to("tracking", "/ws/tracking").asSocket(),
            to("notification", "/api/v1/notifications"));

    private static final byte ANY_SEGMENT = '*';

    private final Route[] rows;
    private final byte[][] prefixes;
    private final boolean[] wild;

    /** A table of these rows, in any order. */
    public Routes(List<Route> routes) {
        rows = routes.stream()
                .sorted(Comparator.comparingInt((Route route) -> -route.prefix().length()))
                .toArray(Route[]::new);
        prefixes = new byte[rows.length][];
        wild = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            prefixes[i] = Bytes.ascii(rows[i].prefix());
            wild[i] = rows[i].prefix().indexOf(ANY_SEGMENT) >= 0;
        }
    }

    /** The rows, the longest prefix first. */
    public List<Route> rows() {
        return List.of(rows);
    }

    /** The row of a path, or null when none matches. */
    public @Nullable Route find(byte[] bytes, int from, int to) {
        for (int i = 0; i < rows.length; i++) {
            byte[] prefix = prefixes[i];
            // Most rows are told apart by where they would have to end, before a byte of them is compared.
            int plain = from + prefix.length;
            boolean possible = wild[i] || plain == to || (plain < to && bytes[plain] == '/');
            int end = possible ? endOf(prefix, bytes, from, to) : -1;
            if (end == to || (end >= 0 && bytes[end] == '/')) {
                return rows[i];
            }
        }
        return null;
    }

    /** Where a prefix ends in a path, or -1 when the path does not begin with it. */
    private static int endOf(byte[] prefix, byte[] path, int from, int to) {
        int at = from;
        for (byte expected : prefix) {
            if (expected == ANY_SEGMENT) {
                int segment = at;
                while (at < to && path[at] != '/') {
                    at++;
                }
                if (at == segment) {
                    return -1;
                }
            } else if (at < to && path[at] == expected) {
                at++;
            } else {
                return -1;
            }
        }
        return at;
    }
}
