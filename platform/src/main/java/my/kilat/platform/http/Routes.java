package my.kilat.platform.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.openapi.Operation;

/** The handlers of a service's operations, by {@code operationId}. */
public final class Routes {
    private final String service;
    private final List<Operation> operations;
    private final Map<String, Endpoint> endpoints = new HashMap<>();

    /** The routes of a service, according to the documents. */
    public Routes(List<ApiDocument> documents, String service) {
        this.service = service;
        this.operations = documents.stream()
                .flatMap(document -> document.operationsOf(service).stream())
                .toList();
    }

    /** The short name of the service. */
    String service() {
        return service;
    }

    /** Whether some operations are for other services. */
    public boolean areCalledByServices() {
        return operations.stream().anyMatch(operation -> !operation.callers().isEmpty());
    }

    /** Whether browsers call some of them, with the cookie of a session. */
    public boolean areCalledByBrowsers() {
        return operations.stream().anyMatch(Operation::bySession);
    }

    /** Whether the documents list this operation for the service. */
    public boolean isListed(String operationId) {
        return operations.stream().anyMatch(operation -> operation.id().equals(operationId));
    }

    /** Adds a handler. */
    public Routes on(String operationId, Handler handler) {
        return add(operationId, new Endpoint.Plain(operation(operationId), handler));
    }

    /** Adds a handler that runs in one transaction. */
    public Routes inTransaction(String operationId, TransactionalHandler handler) {
        return inTransaction(operationId, (PreparedHandler) _ -> handler);
    }

    /** Adds a handler that queries other services first, and then runs in one transaction. */
    public Routes inTransaction(String operationId, PreparedHandler handler) {
        return add(operationId, new Endpoint.Transactional(operation(operationId), handler));
    }

    /** Adds a handler that opens WebSockets; their token may also be sent in the query as {@code token}. */
    public Routes socket(String operationId, SocketHandler handler) {
        return add(operationId, new Endpoint.Socket(operation(operationId), handler));
    }

    /** Adds a handler that opens streams of server-sent events. */
    public Routes stream(String operationId, EventStreamHandler handler) {
        return add(operationId, new Endpoint.Stream(operation(operationId), handler));
    }

    private Routes add(String operationId, Endpoint endpoint) {
        if (endpoints.put(operationId, endpoint) != null) {
            throw new IllegalArgumentException(operationId + " has a handler already");
        }
        return this;
    }

    private Operation operation(String operationId) {
        return operations.stream()
                .filter(operation -> operation.id().equals(operationId))
                .findFirst()
                .orElseThrow(() ->
                        new StartException("the contract has no operation " + operationId + " of service " + service));
    }

    /**
     * The router, once every operation has a handler.
     *
     * @throws StartException naming the operations without a handler
     */
    Router complete() {
        Set<String> missing = operations.stream().map(Operation::id).collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(endpoints.keySet());
        if (!missing.isEmpty()) {
            throw new StartException(service + " has no handler for " + missing);
        }
        Router router = new Router();
        endpoints.values().forEach(endpoint -> router.add(endpoint.operation(), endpoint));
        return router;
    }
}
