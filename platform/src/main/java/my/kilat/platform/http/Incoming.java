package my.kilat.platform.http;

import io.vertx.core.MultiMap;
import java.util.Map;

/**
 * The head of a request.
 *
 * @param path the path parameters, by name
 * @param peer the network address of the peer, empty if unknown
 */
record Incoming(Map<String, String> path, MultiMap query, MultiMap headers, String peer) {}
