package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.event.EventType;
import my.kilat.local.LocalKafka;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.settings.Environment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The broker or the database is away for a while, or the service itself. */
class OutageTest {

    @Test
    void whileTheBrokerIsAwayBookingsAreMadeAndToldLater() {
        try (LocalKafka broker = TestServers.newKafka();
                Town town = Town.open(Town.kafka(broker.bootstrapServers()))) {
            Person owner = town.owner();
            UUID before = owner.booked();
            town.await(EventType.BOOKING_REQUESTED, before);
            broker.pause();
            List<UUID> during = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                during.add(owner.booked());
            }
            assertThat(town.told(during.getFirst())).isEmpty();
            broker.resume();
            during.forEach(id -> town.await(EventType.BOOKING_REQUESTED, id));
            town.pay(during.getLast());
            assertThat(during).allSatisfy(id -> assertThat(town.told(id)).containsExactly("requested"));
        }
    }

    @Test
    void aServiceThatComesBackGoesOnWhereItStopped() {
        Environment environment = TestService.environment(true, Map.of());
        Map<String, UUID> ids = new HashMap<>();
        UUID payment = UUID.randomUUID();
        try (Town town = Town.open(environment, new BookingService())) {
            Person owner = town.owner();
            ids.put("owner", owner.id());
            ids.put("delivered", town.bookingIn(BookingStatus.DELIVERED, owner, town.runner()));
            ids.put("unpaid", owner.booked());
            owner.sending("Idempotency-Key", "again").book(Town.request()).expect(201);
        }
        try (Town town = Town.open(environment, new BookingService())) {
            town.events().publish(Town.held(ids.get("unpaid"), payment));
            town.events().publish(Town.released(ids.get("delivered"), payment));
            town.awaitStatus(ids.get("delivered"), BookingStatus.COMPLETED);
            town.awaitPayment(ids.get("unpaid"), PaymentStatus.HELD);
            town.await(EventType.BOOKING_COMPLETED, ids.get("delivered"));
            assertThat(town.rows("select count(*) from booking")).containsExactly(List.of("3"));
        }
    }

    @Test
    void whileTheDatabaseIsAwayTheAnswerIsToTryAgain() {
        try (var postgres = TestServers.newPostgres()) {
            var database = postgres.createDatabase(true);
            Environment environment = TestService.environment(
                    true,
                    Map.of(
                            "DB_HOST", database.host(),
                            "DB_PORT", Integer.toString(database.port()),
                            "DB_NAME", database.name(),
                            "DB_USER", database.user(),
                            "DB_PASSWORD", database.password(),
                            "DB_POOL_WAIT", "1s"));
            try (Town town = Town.open(environment, new BookingService())) {
                Person owner = town.owner();
                UUID id = owner.booked();
                postgres.server().kill();
                ApiClient.Answer refused = owner.get(id);
                assertThat(Integer.parseInt(refused.expect(503).header("Retry-After")))
                        .isBetween(1, 60);
                owner.book(Town.request()).expect(503);
                UUID payment = UUID.randomUUID();
                town.events().publish(Town.held(id, payment));
                postgres.server().start();
                Awaitility.await("the booking can be read again")
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> owner.get(id).status() == 200);
                town.awaitPayment(id, PaymentStatus.HELD);
                assertThat(town.runner()
                                .accept(id)
                                .expect(200)
                                .data(BookingResource.class)
                                .version())
                        .isEqualTo(2);
            }
        }
    }
}
