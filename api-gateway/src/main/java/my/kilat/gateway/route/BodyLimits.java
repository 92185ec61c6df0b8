package my.kilat.gateway.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.Method;
import my.kilat.platform.openapi.ApiDocument;
import org.jspecify.annotations.Nullable;

/**
 * The body limits of the operations in the contract: a tree of path segments, searched by the bytes of a path. A literal
 * segment takes precedence over a parameter, as it does in the services.
 */
public final class BodyLimits {
    /** The path has no operation, so there is no limit here. */
    public static final long NONE = Long.MAX_VALUE;

    private final Node root = new Node(new byte[0]);

    private BodyLimits() {}

    /** Builds the tree. */
    public static BodyLimits of(List<ApiDocument.BodyLimit> limits) {
        BodyLimits tree = new BodyLimits();
        limits.forEach(tree::add);
        return tree;
    }

    private void add(ApiDocument.BodyLimit limit) {
        Node node = root;
        for (String segment : limit.path().substring(1).split("/", -1)) {
            node = segment.startsWith("{") ? node.any() : node.literal(Bytes.ascii(segment));
        }
        node.limits.put(Method.valueOf(limit.method()), (long) limit.bytes());
    }

    /** The largest body in bytes of a request to a path, or {@link #NONE} if the contract has no such operation. */
    public long of(Method method, byte[] path, int from, int to) {
        Node node = find(root, path, from, to);
        return node == null ? NONE : node.limits.getOrDefault(method, NONE);
    }

    /** The node of the rest of a path, which begins with a slash unless it is empty; null if there is none. */
    private static @Nullable Node find(Node node, byte[] path, int from, int to) {
        if (from == to) {
            return node.limits.isEmpty() ? null : node;
        }
        int start = from + 1;
        int end = start;
        while (end < to && path[end] != '/') {
            end++;
        }
        for (Node child : node.literals) {
            if (Arrays.equals(child.name, 0, child.name.length, path, start, end)) {
                Node found = find(child, path, end, to);
                if (found != null) {
                    return found;
                }
            }
        }
        Node any = node.any;
        return any == null || start == end ? null : find(any, path, end, to);
    }

    private static final class Node {
        private final byte[] name;
        private final List<Node> literals = new ArrayList<>();
        private final Map<Method, Long> limits = new EnumMap<>(Method.class);
        private @Nullable Node any;

        Node(byte[] name) {
            this.name = name;
        }

        Node literal(byte[] segment) {
            for (Node child : literals) {
                if (Arrays.equals(child.name, segment)) {
                    return child;
                }
            }
            Node child = new Node(segment);
            literals.add(child);
            return child;
        }

        Node any() {
            Node known = any;
            if (known == null) {
                known = new Node(new byte[0]);
                any = known;
            }
            return known;
        }
    }
}
