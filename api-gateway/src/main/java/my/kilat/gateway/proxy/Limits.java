package my.kilat.gateway.proxy;

import my.kilat.platform.settings.Environment;

/**
 * How much the gateway takes.
 *
 * @param header {@code MAX_HEADER_BYTES}, default 16384: request line and header fields together; more is answered 431
 * @param body {@code MAX_BODY_BYTES}, default 1048576: more is answered 413
 * @param connections {@code MAX_CONNECTIONS}, default 20000: more are closed at once
 * @param connectionsPerAddress {@code MAX_CONNECTIONS_PER_ADDRESS}, default 4096; by /64 for IPv6
 * @param sockets {@code MAX_SOCKETS}, default 10000: open WebSockets; more are answered 503
 * @param socketsPerUser {@code MAX_SOCKETS_PER_USER}, default 20: more are answered 429
 * @param zipFrom {@code GZIP_MIN_BYTES}, default 1024: JSON answers from this length on are compressed for callers who ask
 *     for it; 0 switches that off
 * @param idleUpstreamConnections {@code MAX_IDLE_UPSTREAM_CONNECTIONS}, default 256: kept for reuse, for each instance and
 *     event loop
 */
public record Limits(
        int header,
        long body,
        int connections,
        int connectionsPerAddress,
        int sockets,
        int socketsPerUser,
        int zipFrom,
        int idleUpstreamConnections) {

    /** Reads them. */
    public static Limits from(Environment environment) {
        return new Limits(
                environment.integer("MAX_HEADER_BYTES", 16 * 1024, 1024, 64 * 1024),
                environment.number("MAX_BODY_BYTES", 1024 * 1024, 0, 1L << 40),
                environment.integer("MAX_CONNECTIONS", 20_000, 1, 1_000_000),
                environment.integer("MAX_CONNECTIONS_PER_ADDRESS", 4096, 1, 1_000_000),
                environment.integer("MAX_SOCKETS", 10_000, 0, 1_000_000),
                environment.integer("MAX_SOCKETS_PER_USER", 20, 1, 1_000_000),
                environment.integer("GZIP_MIN_BYTES", 1024, 0, 1 << 30),
                environment.integer("MAX_IDLE_UPSTREAM_CONNECTIONS", 256, 0, 100_000));
    }
}
