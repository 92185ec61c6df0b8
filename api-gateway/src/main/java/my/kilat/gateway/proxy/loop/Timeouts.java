package my.kilat.gateway.proxy.loop;

import java.time.Duration;
import java.util.stream.Stream;
import my.kilat.platform.settings.Environment;

/**
 * How long clients may take. For upstreams see {@link my.kilat.gateway.upstream.UpstreamSettings}.
 *
 * @param header {@code HEADER_TIMEOUT}, default 10s: from the first byte of a request to the end of its header
 * @param body {@code BODY_TIMEOUT}, default 60s: for a whole request body
 * @param bodyPause {@code BODY_PAUSE_TIMEOUT}, default 10s: between two parts of a request body
 * @param write {@code WRITE_TIMEOUT}, default 30s: for a client that reads nothing of its response
 * @param replyGrace {@code REPLY_GRACE}, default 10s: how long a client may take for a response of any size; beyond it as long
 *     as {@code REPLY_MIN_RATE} allows. Only the time counts in which the client makes us wait
 * @param idle {@code IDLE_TIMEOUT}, default 75s: between two requests
 * @param socketIdle {@code SOCKET_IDLE_TIMEOUT}, default 120s: for a WebSocket without traffic; more than the 54 s between two
 *     pings of the tracking service
 * @param socketProbe {@code SOCKET_PROBE}, default 2s: how long a user's sockets have to answer a ping when there are too many
 *     of them
 * @param linger {@code LINGER_TIMEOUT}, default 2s: how long the bytes of a refused client are read and dropped, so that it
 *     receives the refusal
 * @param drain {@code DRAIN_TIMEOUT}, default 10s: for requests in progress when the gateway stops
 * @param drainNotice {@code DRAIN_NOTICE}, default 0s: how long before that {@code /live} answers 503 while requests are still
 *     accepted, so that a load balancer removes the gateway first
 */
public record Timeouts(
        Duration header,
        Duration body,
        Duration bodyPause,
        Duration write,
        Duration replyGrace,
        Duration idle,
        Duration socketIdle,
        Duration socketProbe,
        Duration linger,
        Duration drain,
        Duration drainNotice) {

    /** Reads the timeouts. */
    public static Timeouts from(Environment environment) {
        return new Timeouts(
                environment.duration("HEADER_TIMEOUT", Duration.ofSeconds(10)),
                environment.duration("BODY_TIMEOUT", Duration.ofSeconds(60)),
                environment.duration("BODY_PAUSE_TIMEOUT", Duration.ofSeconds(10)),
                environment.duration("WRITE_TIMEOUT", Duration.ofSeconds(30)),
                environment.duration("REPLY_GRACE", Duration.ofSeconds(10)),
                environment.duration("IDLE_TIMEOUT", Duration.ofSeconds(75)),
                environment.duration("SOCKET_IDLE_TIMEOUT", Duration.ofSeconds(120)),
                environment.duration("SOCKET_PROBE", Duration.ofSeconds(2)),
                environment.duration("LINGER_TIMEOUT", Duration.ofSeconds(2)),
                environment.duration("DRAIN_TIMEOUT", Duration.ofSeconds(10)),
                environment.duration("DRAIN_NOTICE", Duration.ZERO));
    }

    /** How often timeouts are checked: often enough for the shortest of them. */
    Duration tick() {
        long shortest = Stream.of(header, idle, write, replyGrace, linger, bodyPause, socketIdle)
                .mapToLong(Duration::toMillis)
                .min()
                .orElseThrow();
        return Duration.ofMillis(Math.clamp(shortest / 4, 10, 250));
    }
}
