package my.kilat.platform.http;

import my.kilat.platform.openapi.Operation;

/** An operation and its handler. */
sealed interface Endpoint {
    /** The operation. */
    Operation operation();

    /** Handles a request. */
    record Plain(Operation operation, Handler handler) implements Endpoint {}

    /** Answers a request within one transaction. */
    record Transactional(Operation operation, PreparedHandler handler) implements Endpoint {}

    /** Opens WebSockets. */
    record Socket(Operation operation, SocketHandler handler) implements Endpoint {}

    /** Opens streams of server-sent events. */
    record Stream(Operation operation, EventStreamHandler handler) implements Endpoint {}
}
