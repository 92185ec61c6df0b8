package my.kilat.gateway.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import my.kilat.gateway.limit.Allowance;
import my.kilat.gateway.wire.Bytes;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.openapi.RoutedOperation;
import org.jspecify.annotations.Nullable;

/**
 * Builds the route table from the operations of the contract. Each resource, such as {@code /api/v1/bookings}, is one row, so
 * that everything below it is handled by its service, paths without an operation included. Operations that differ from their
 * resource, in whether they need a token or in their rate limit, have rows of their own.
 */
public final class ContractRoutes {
    /** A collection of the API, a socket, or the part of any other path before its first parameter. */
    private static final Pattern RESOURCE = Pattern.compile("/api/v\\d+/[^/]+|/ws/[^/]+|(/[^/{]+)+");

    private static final Pattern PARAMETER = Pattern.compile("\\{[^/]*}");

    private ContractRoutes() {}

    /** On what terms requests are let through. */
    private record Terms(boolean open, boolean socket, Allowance allowance, RoutedOperation.Cost cost) {
        static final Terms USUAL = new Terms(false, false, Allowance.GENERAL, RoutedOperation.Cost.ONE);

        static Terms of(RoutedOperation operation) {
            try {
                return new Terms(
                        operation.open(), operation.socket(), Allowance.of(operation.allowance()), operation.cost());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(operation.path() + ": " + e.getMessage(), e);
            }
        }

        static Terms of(Route route) {
            return new Terms(route.open(), route.socket(), route.allowance(), route.cost());
        }

        Route on(String prefix, String service) {
            Route route = Route.to(service, prefix).countedAs(allowance).costing(cost);
            route = open ? route.forAnybody() : route;
            return socket ? route.asSocket() : route;
        }
    }

    /** The table of all published operations of the contract. */
    public static Routes ofContract() {
        return of(ApiDocument.published().stream()
                .flatMap(document -> document.routedOperations().stream())
                .toList());
    }

    /**
     * The table of these operations.
     *
     * @throws IllegalArgumentException if two services handle a resource, if the methods of a path have different terms, or if
     *     an allowance does not exist
     */
    public static Routes of(List<RoutedOperation> operations) {
        List<Route> rows = new ArrayList<>();
        operations.stream()
                .collect(Collectors.groupingBy(
                        operation -> resource(operation.path()), LinkedHashMap::new, Collectors.toList()))
                .forEach((resource, members) -> rows.addAll(rows(resource, members)));
        return new Routes(rows);
    }

    private static List<Route> rows(String resource, List<RoutedOperation> members) {
        List<String> services =
                members.stream().map(RoutedOperation::service).distinct().toList();
        if (services.size() > 1) {
            throw new IllegalArgumentException(
                    resource + " is answered by " + String.join(" and ", services) + "; one service has to answer it");
        }
        String service = services.getFirst();
        Map<String, Terms> paths = termsByPath(members);
        List<Route> rows = new ArrayList<>();
        rows.add(termsOf(resource, paths).on(resource, service));
        // From short to long, so that a path below an exception is compared with the exception.
        paths.entrySet().stream()
                .sorted(Comparator.comparingInt(path -> path.getKey().length()))
                .filter(path -> !path.getValue().equals(termsFound(rows, path.getKey())))
                .forEachOrdered(path -> rows.add(path.getValue().on(path.getKey(), service)));
        return rows;
    }

    private static Map<String, Terms> termsByPath(List<RoutedOperation> members) {
        Map<String, Terms> paths = new LinkedHashMap<>();
        for (RoutedOperation member : members) {
            String path = PARAMETER.matcher(member.path()).replaceAll("*");
            Terms terms = Terms.of(member);
            Terms others = paths.putIfAbsent(path, terms);
            if (others != null && !others.equals(terms)) {
                throw new IllegalArgumentException(
                        member.path() + ": its methods differ in security or x-allowance; a route is for all of them");
            }
        }
        return paths;
    }

    /** The terms of the resource's own path, or those that all of its paths share, or the default. */
    private static Terms termsOf(String resource, Map<String, Terms> paths) {
        Terms own = paths.get(resource);
        if (own != null) {
            return own;
        }
        List<Terms> distinct = paths.values().stream().distinct().toList();
        return distinct.size() == 1 ? distinct.getFirst() : Terms.USUAL;
    }

    private static @Nullable Terms termsFound(List<Route> rows, String path) {
        byte[] bytes = Bytes.ascii(path);
        return Optional.ofNullable(new Routes(rows).find(bytes, 0, bytes.length))
                .map(Terms::of)
                .orElse(null);
    }

    private static String resource(String path) {
        Matcher matcher = RESOURCE.matcher(path);
        if (!matcher.lookingAt()) {
            throw new IllegalArgumentException(path + " begins with a parameter; it cannot be routed");
        }
        return matcher.group();
    }
}
