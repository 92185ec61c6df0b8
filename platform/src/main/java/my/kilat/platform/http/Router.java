package my.kilat.platform.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import my.kilat.platform.openapi.Operation;
import org.jspecify.annotations.Nullable;

/** Finds the operation of a method and path. Literal segments take precedence over {@code {name}} segments. */
final class Router {
    private final Node root = new Node();

    void add(Operation operation, Endpoint endpoint) {
        Node node = root;
        for (String segment : segments(operation.path())) {
            node = segment.startsWith("{") ? node.template() : node.literal(segment);
        }
        if (node.endpoints.put(operation.method(), endpoint) != null) {
            throw new IllegalArgumentException(operation.method() + " " + operation.path() + " is there twice");
        }
    }

    /** The result of a look-up. */
    sealed interface Found {
        /** An operation, with its path parameters by name. */
        record Match(Endpoint endpoint, Map<String, String> path) implements Found {}

        /** The path exists, but not for this method. */
        record WrongMethod(Set<String> allowed) implements Found {}

        /** No operation has this path. */
        record Nothing() implements Found {}
    }

    Found find(String method, String path) {
        String[] segments = segments(path);
        Node node = find(root, segments, 0);
        if (node == null) {
            return new Found.Nothing();
        }
        Endpoint endpoint = node.endpoints.get(method.equals("HEAD") ? "GET" : method);
        if (endpoint == null) {
            return new Found.WrongMethod(new TreeSet<>(node.endpoints.keySet()));
        }
        return new Found.Match(endpoint, parameters(endpoint.operation().path(), segments));
    }

    private static @Nullable Node find(Node node, String[] segments, int at) {
        if (at == segments.length) {
            return node.endpoints.isEmpty() ? null : node;
        }
        Node literal = node.literals.get(segments[at]);
        if (literal != null) {
            Node found = find(literal, segments, at + 1);
            if (found != null) {
                return found;
            }
        }
        return node.template == null || segments[at].isEmpty() ? null : find(node.template, segments, at + 1);
    }

    private static Map<String, String> parameters(String template, String[] segments) {
        String[] names = segments(template);
        Map<String, String> parameters = new HashMap<>(4);
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                parameters.put(names[i].substring(1, names[i].length() - 1), segments[i]);
            }
        }
        return parameters;
    }

    private static String[] segments(String path) {
        return path.substring(1).split("/", -1);
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Endpoint> endpoints = new HashMap<>();
        private @Nullable Node template;

        Node literal(String segment) {
            return literals.computeIfAbsent(segment, ignored -> new Node());
        }

        Node template() {
            if (template == null) {
                template = new Node();
            }
            return template;
        }
    }
}
