package my.kilat.gateway.route;

import java.util.Comparator;
import java.util.List;
import my.kilat.gateway.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** The route table: maps paths to services. The longest prefix wins. */
public final class Routes {
    private static final byte ANY_SEGMENT = '*';
    private static final String LINE = "%-32s %-13s %-16s %s%n";

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

    /** The table as text: a line for each row, in the order of the paths. */
    public String text() {
        StringBuilder text = new StringBuilder(LINE.formatted("PATH", "SERVICE", "TOKEN", "COUNTED AS"));
        rows().stream()
                .sorted(Comparator.comparing(Route::prefix))
                .forEach(route -> text.append(LINE.formatted(
                        route.prefix(),
                        route.upstream(),
                        route.open() ? "none" : route.socket() ? "header or query" : "header",
                        route.allowance().word())));
        return text.toString();
    }

    /** The row of a path, or null when none matches. */
    public @Nullable Route find(byte[] bytes, int from, int to) {
        for (int i = 0; i < rows.length; i++) {
            byte[] prefix = prefixes[i];
            // Most rows are ruled out by the position at which they would have to end, before any byte is compared.
            int plain = from + prefix.length;
            boolean possible = wild[i] || plain == to || (plain < to && bytes[plain] == '/');
            int end = possible ? endOf(prefix, bytes, from, to) : -1;
            if (end == to || (end >= 0 && bytes[end] == '/')) {
                return rows[i];
            }
        }
        return null;
    }

    /** The index at which a prefix ends in a path, or -1 if the path does not begin with it. */
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
