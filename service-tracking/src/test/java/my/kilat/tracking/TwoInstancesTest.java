package my.kilat.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import my.kilat.contract.event.EventType;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.Test;

/** Two instances share the work, and each shows its clients everything. */
class TwoInstancesTest {
    @Test
    void everyClientSeesItsBookingWhicheverInstanceItIsConnectedTo() {
        int rides = 12;
        try (Tracking tracking = Tracking.start();
                TestService another = tracking.another()) {
            List<Ride> followed = new ArrayList<>();
            for (int i = 0; i < rides; i++) {
                Ride ride = Ride.any();
                followed.add(ride);
                tracking.events().publish(ride.requested());
                tracking.events().publish(ride.accepted(1));
            }
            followed.forEach(ride -> tracking.events().await(EventType.TRACKING_STARTED, ride.booking()));
            List<SocketClient> clients = new ArrayList<>();
            try {
                for (Ride ride : followed) {
                    for (int port : List.of(tracking.port(), another.port())) {
                        clients.add(SocketClient.open(
                                port, ride.booking() + "?events=status&token=" + TestTokens.owner(ride.owner())));
                    }
                }
                followed.forEach(ride -> tracking.events().publish(ride.at(3.1, 101.1, ride.minute(2))));
                followed.forEach(ride -> tracking.events().publish(ride.pickedUp(5)));
                for (SocketClient client : clients) {
                    // That the ride was accepted may still be on its way to sockets.
                    Tracking.await("position and status")
                            .until(() -> client.latitudes().contains(3.1)
                                    && client.statuses().contains("accepted > in_progress"));
                    assertThat(client.latitudes()).containsExactly(3.1);
                    assertThat(client.statuses()).doesNotHaveDuplicates();
                }
            } finally {
                clients.forEach(SocketClient::close);
            }
            followed.forEach(ride -> assertThat(tracking.trips(ride.booking())).containsExactly("active"));
        }
    }

    @Test
    void aStoppingInstanceSaysFarewellToItsClients() {
        try (Tracking tracking = Tracking.start()) {
            Ride ride = tracking.underWay();
            SocketClient client;
            try (TestService another = tracking.another()) {
                client = SocketClient.open(another.port(), ride.booking() + "?token=" + TestTokens.owner(ride.owner()));
            }
            Tracking.await("farewell").until(() -> client.closed().isPresent());
            assertThat(client.closed()).contains(1001);
            try (SocketClient again =
                    SocketClient.open(tracking.port(), ride.booking() + "?token=" + TestTokens.owner(ride.owner()))) {
                tracking.moved(ride, 3.1, 101.1, ride.minute(2));
                again.await(1);
            }
        }
    }
}
