package my.kilat.platform.http;

import io.vertx.core.MultiMap;
import java.util.Map;

/**
 * The head of a request.
 *
 * @param path the parameters of the path, by name
 * @param peer the network address at the other end of the connection, or nothing if it is not known
 */
record Incoming(Map<String, String> path, MultiMap query, MultiMap headers, String peer) {}
