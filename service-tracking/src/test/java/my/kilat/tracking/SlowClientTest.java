package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.Test;

/** Clients that do not read, or are not there any more. */
class SlowClientTest {
    /** More than all buffers between the service and a client that does not read. */
    private static final int FLOOD = 4_000;

    private static final int AT_ONCE = 200;

    private static String dropped(Tracking tracking) {
        return tracking.service()
                .client()
                .get("/metrics")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith("kilat_tracking_frames_dropped_total"))
                .findFirst()
                .orElseThrow();
    }

    /** Fills all buffers of who does not read, no faster than the other one reads. */
    private static void flood(Tracking tracking, Ride ride, SocketClient reader) {
        for (int done = 0; done < FLOOD; done += AT_ONCE) {
            tracking.publishAll(positions(ride, 0, done + 1, done + AT_ONCE));
            reader.await(done + AT_ONCE);
        }
    }

    private static List<TrackingUpdated> positions(Ride ride, double latitude, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> {
                    Instant at = ride.minute(2).plusSeconds(i);
                    return new TrackingUpdated(
                            ride.booking(),
                            ride.booking(),
                            ride.runner(),
                            latitude + i / 1000.0,
                            101,
                            40,
                            70.0,
                            at,
                            ride.owner(),
                            at);
                })
                .toList();
    }

    @Test
    void aClientThatDoesNotReadLosesTheOldestPositionsNoStatusAndHoldsUpNobody() {
        try (Tracking tracking = Tracking.start(Map.of("SOCKET_WRITE_DEADLINE", "2m"))) {
            Ride ride = tracking.underWay();
            String path = ride.booking() + "?events=status&token=" + TestTokens.owner(ride.owner());
            try (RawSocket stuck = new RawSocket(tracking.port(), path);
                    SocketClient quick = SocketClient.open(tracking.port(), path)) {
                flood(tracking, ride, quick);
                tracking.events().publish(ride.pickedUp(5));
                tracking.events().publish(ride.delivered(ConfirmedBy.RUNNER, 20));
                quick.await(FLOOD + 2);
                tracking.publishAll(positions(ride, 50 - FLOOD / 1000.0, FLOOD + 1, FLOOD + 100));
                quick.await(FLOOD + 102);
                assertThat(quick.frames()).hasSize(FLOOD + 102);

                List<JsonNode> read =
                        stuck.readUntil(frame -> frame.path("latitude").asDouble() == 50.1);
                assertThat(read.getLast().path("latitude").asDouble()).isEqualTo(50.1);
                assertThat(read.stream()
                                .filter(frame -> frame.path("type").asText().equals("booking.status"))
                                .map(frame -> frame.path("new_status").asText()))
                        .containsExactly("in_progress", "delivered");
                List<Double> latitudes = read.stream()
                        .filter(frame -> frame.has("latitude"))
                        .map(frame -> frame.path("latitude").asDouble())
                        .toList();
                assertThat(latitudes).isSorted().hasSizeLessThan(FLOOD);
                assertThat(latitudes.getFirst())
                        .as("what was on its way stays there")
                        .isEqualTo(0.001);
                assertThat(dropped(tracking)).endsWith(" " + (double) (FLOOD + 100 - latitudes.size()));
            }
        }
    }

    @Test
    void aClientWhoseConnectionTakesNothingIsDroppedInTime() {
        try (Tracking tracking = Tracking.start(Map.of("SOCKET_WRITE_DEADLINE", "300ms"))) {
            Ride ride = tracking.underWay();
            String path = ride.booking() + "?token=" + TestTokens.owner(ride.owner());
            try (RawSocket stuck = new RawSocket(tracking.port(), path);
                    SocketClient quick = SocketClient.open(tracking.port(), path)) {
                flood(tracking, ride, quick);
                Tracking.await("only the quick one is left").until(() -> sockets(tracking) == 1);
                assertThat(stuck.readUntil(frame -> false)).hasSizeLessThan(FLOOD);
                assertThat(quick.closed()).isEmpty();
            }
            Tracking.await("all gone").until(() -> sockets(tracking) == 0);
        }
    }

    @Test
    void noMoreSocketsAreOpenThanAnInstanceMayHave() {
        try (Tracking tracking = Tracking.start(Map.of("SOCKETS_MAX", "2"))) {
            Ride ride = tracking.underWay();
            String path = ride.booking() + "?token=" + TestTokens.owner(ride.owner());
            try (SocketClient first = SocketClient.open(tracking.port(), path)) {
                SocketClient second = SocketClient.open(tracking.port(), path);
                assertThat(SocketClient.refusal(tracking.port(), path, Map.of()))
                        .isEqualTo(503);
                second.close();
                Tracking.await("room").until(() -> sockets(tracking) == 1);
                try (SocketClient third = SocketClient.open(tracking.port(), path)) {
                    tracking.moved(ride, 3.1, 101, ride.minute(2));
                    first.await(1);
                    third.await(1);
                }
            }
        }
    }

    private static double sockets(Tracking tracking) {
        return tracking.service()
                .client()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("kilat_tracking_sockets"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoGivesNoSignOfLifeIsDroppedAndWhoDoesIsKept() {
        try (Tracking tracking = Tracking.start(Map.of("SOCKET_PING", "200ms", "SOCKET_PONG_WAIT", "700ms"))) {
            Ride ride = tracking.underWay();
            String path = ride.booking() + "?token=" + TestTokens.owner(ride.owner());
            try (SocketClient alive = SocketClient.open(tracking.port(), path)) {
                long began = System.nanoTime();
                try (RawSocket dead = new RawSocket(tracking.port(), path)) {
                    dead.readUntil(frame -> false);
                    assertThat(dead.pings()).isBetween(2, 4);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isBetween(Duration.ofMillis(650), Duration.ofSeconds(5));
                Tracking.await("several pings").until(() -> alive.pings() > 6);
                assertThat(alive.closed()).isEmpty();
                tracking.events()
                        .publish(new RunnerLocationUpdate(
                                ride.runner(), null, 3, 101, 0, 0, ride.minute(2), ride.minute(2)));
                alive.await(1);
                assertThat(sockets(tracking)).isEqualTo(1);
            }
        }
    }
}
