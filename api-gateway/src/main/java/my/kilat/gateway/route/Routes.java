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
            to("identity", "/api/v1/auth/refresh").forAnybody().countedAs(Allowance.CREDENTIALS),
            to("booking", "/api/v1/bookings"),
            to("payment", "/api/v1/payments"),
            to("runner", "/api/v1/runners"),
            to("runner", "/api/v1/runners/me/location").countedAs(Allowance.POSITIONS),
            to("runner", "/api/v1/petshops"),
            to("tracking", "/api/v1/tracking"),
            to("tracking", "/ws/tracking").asSocket(),
            to("notification", "/api/v1/notifications"));

    private final Route[] rows;
    private final byte[][] prefixes;

    /** A table of these rows, in any order. */
    public Routes(List<Route> routes) {
        rows = routes.stream()
                .sorted(Comparator.comparingInt((Route route) -> -route.prefix().length()))
                .toArray(Route[]::new);
        prefixes = new byte[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            prefixes[i] = Bytes.ascii(rows[i].prefix());
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
            int end = from + prefix.length;
            if ((end == to || (end < to && bytes[end] == '/')) && begins(bytes, from, prefix)) {
                return rows[i];
            }
        }
        return null;
    }

    private static boolean begins(byte[] bytes, int from, byte[] prefix) {
        for (int k = prefix.length - 1; k >= 0; k--) {
            if (bytes[from + k] != prefix[k]) {
                return false;
            }
        }
        return true;
    }
}
