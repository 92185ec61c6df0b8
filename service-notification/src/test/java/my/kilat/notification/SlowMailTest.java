package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A mail server that takes every connection and never says a word. */
class SlowMailTest {
    @Test
    void aServerThatNeverAnswersHoldsUpNeitherPushNorSmsAndGetsFewConnections() throws IOException {
        List<Socket> connections = new CopyOnWriteArrayList<>();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!silent.isClosed()) {
                    try {
                        connections.add(silent.accept());
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            try (Notifications notifications = Notifications.start(Map.of(
                    "SMTP_HOST", "127.0.0.1",
                    "SMTP_PORT", Integer.toString(silent.getLocalPort()),
                    "SMTP_STARTTLS", "false"))) {
                List<Ride> rides = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    Ride ride = Ride.any();
                    notifications
                            .app(ride.owner(), "", "+60123456789", ride.owner() + "@example.com")
                            .post("/api/v1/notifications/fcm-token", Map.of("token", "device-" + UUID.randomUUID()))
                            .expect(200);
                    rides.add(ride);
                }
                rides.forEach(ride -> notifications.events.publish(ride.accepted()));
                for (Ride ride : rides) {
                    soon("push and SMS")
                            .until(() -> notifications.outgoing(ride.owner()).size() == 2);
                }
                assertThat(connections).hasSizeLessThanOrEqualTo(4);
                assertThat(rides)
                        .allSatisfy(ride -> assertThat(notifications.deliveries(ride.owner()))
                                .contains("push sent 1", "sms sent 1"));
            }
        } finally {
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }
}
