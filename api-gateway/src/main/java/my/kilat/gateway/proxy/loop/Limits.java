package my.kilat.gateway.proxy.loop;

import io.netty.util.internal.PlatformDependent;
import my.kilat.platform.settings.Environment;

/**
 * The limits of the gateway.
 *
 * @param header {@code MAX_HEADER_BYTES}, default 16384: request line and header fields together; more is answered 431
 * @param body {@code MAX_BODY_BYTES}, default 1048576: more is answered 413, also where the contract allows more. Each
 *     operation of the contract has a limit of its own as well ({@code x-max-body}, by default 32768)
 * @param connections {@code MAX_CONNECTIONS}, default 20000, or fewer if the process may not have three files open for each: more
 *     are closed at once
 * @param connectionsPerAddress {@code MAX_CONNECTIONS_PER_ADDRESS}, default 4096; by /64 for IPv6
 * @param sockets {@code MAX_SOCKETS}, default 10000: open WebSockets; more are answered 503
 * @param socketsPerUser {@code MAX_SOCKETS_PER_USER}, default 20: one more replaces one that does not answer a ping, or is
 *     answered 429
 * @param socketsPerOperator {@code MAX_SOCKETS_PER_OPERATOR}, default 200: the same for admins
 * @param buffer {@code BUFFER_BYTES_PER_CALLER}, default 262144: request bodies up to this size are collected before they are
 *     sent to their upstream, and responses up to it are read from their upstream at once, so that a slow client occupies
 *     nothing there
 * @param bufferInAll {@code BUFFER_BYTES_TOTAL}, default a quarter of the direct memory of the JVM: the most bytes buffered
 *     for slow clients in all; beyond it the connections that have buffered most for longest are closed
 * @param replyRate {@code REPLY_MIN_RATE}, default 8192: bytes a second at which a client has to read a response once {@code
 *     REPLY_GRACE} is over; 0 for no such limit
 * @param bodyRate {@code BODY_MIN_RATE}, default 1024: bytes a second at which a client has to send a body once {@code
 *     BODY_PAUSE_TIMEOUT} is over; 0 for no such limit
 * @param gzipFrom {@code GZIP_MIN_BYTES}, default 1024: JSON responses from this length on are compressed for clients that
 *     accept it; 0 switches that off
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
        int socketsPerOperator,
        long buffer,
        long bufferInAll,
        long replyRate,
        long bodyRate,
        int gzipFrom,
        int idleUpstreamConnections) {

    /** Reads the limits. */
    public static Limits from(Environment environment) {
        return new Limits(
                environment.integer("MAX_HEADER_BYTES", 16 * 1024, 1024, 64 * 1024),
                environment.number("MAX_BODY_BYTES", 1024 * 1024, 0, 1L << 40),
                environment.integer("MAX_CONNECTIONS", OpenFiles.clients(20_000), 1, 1_000_000),
                environment.integer("MAX_CONNECTIONS_PER_ADDRESS", 4096, 1, 1_000_000),
                environment.integer("MAX_SOCKETS", 10_000, 0, 1_000_000),
                environment.integer("MAX_SOCKETS_PER_USER", 20, 1, 1_000_000),
                environment.integer("MAX_SOCKETS_PER_OPERATOR", 200, 1, 1_000_000),
                environment.number("BUFFER_BYTES_PER_CALLER", 256 * 1024, 0, 1L << 30),
                environment.number(
                        "BUFFER_BYTES_TOTAL", PlatformDependent.maxDirectMemory() / 4, 1024 * 1024, 1L << 40),
                environment.number("REPLY_MIN_RATE", 8 * 1024, 0, 1L << 40),
                environment.number("BODY_MIN_RATE", 1024, 0, 1L << 40),
                environment.integer("GZIP_MIN_BYTES", 1024, 0, 1 << 30),
                environment.integer("MAX_IDLE_UPSTREAM_CONNECTIONS", 256, 0, 100_000));
    }
}
