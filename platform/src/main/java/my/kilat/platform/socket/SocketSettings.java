package my.kilat.platform.socket;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * How the sockets of a service are kept.
 *
 * @param origins {@code CORS_ORIGINS}, the origins whose pages may open one, default {@code http://localhost} on 3000 to
 *     3003 and 8080; whoever sends no origin is no browser and may
 * @param ping {@code SOCKET_PING}, how often a client is asked for a sign of life, default 54s
 * @param pongWait {@code SOCKET_PONG_WAIT}, without such a sign for that long it is dropped, default 60s
 * @param writeDeadline {@code SOCKET_WRITE_DEADLINE}, a client whose connection takes nothing for that long is dropped,
 *     default 10s
 * @param queue {@code SOCKET_QUEUE}, frames that may wait for a slow client, default 256
 * @param most {@code SOCKETS_MAX}, sockets that an instance keeps open, default 10000; more are answered 503
 */
public record SocketSettings(
        Set<String> origins, Duration ping, Duration pongWait, Duration writeDeadline, int queue, int most) {
    /** The HTTP side closes a connection on which nothing at all moves for 80 seconds. */
    private static final Duration LONGEST_PING = Duration.ofSeconds(75);

    private static final List<String> LOCAL = List.of(
            "http://localhost:3000",
            "http://localhost:3001",
            "http://localhost:3002",
            "http://localhost:3003",
            Component.GATEWAY.localAddress());

    public SocketSettings {
        if (ping.isZero() || ping.compareTo(LONGEST_PING) > 0) {
            throw new SettingsException("SOCKET_PING has to be more than 0s and at most 75s");
        }
        if (pongWait.compareTo(ping) <= 0) {
            throw new SettingsException("SOCKET_PONG_WAIT has to be longer than SOCKET_PING");
        }
        if (writeDeadline.isZero()) {
            throw new SettingsException("SOCKET_WRITE_DEADLINE has to be more than 0s");
        }
    }

    /**
     * Reads the settings.
     *
     * @throws SettingsException naming a value that cannot be used
     */
    public static SocketSettings from(Environment environment) {
        return new SocketSettings(
                Set.copyOf(environment.list("CORS_ORIGINS", LOCAL)),
                environment.duration("SOCKET_PING", Duration.ofSeconds(54)),
                environment.duration("SOCKET_PONG_WAIT", Duration.ofSeconds(60)),
                environment.duration("SOCKET_WRITE_DEADLINE", Duration.ofSeconds(10)),
                environment.integer("SOCKET_QUEUE", 256, 2, 65_536),
                environment.integer("SOCKETS_MAX", 10_000, 1, 1_000_000));
    }
}
