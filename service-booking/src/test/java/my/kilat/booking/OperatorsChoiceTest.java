package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.booking.domain.Deadlines;
import my.kilat.booking.domain.NearestVets;
import my.kilat.booking.domain.Planning;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.domain.RidePolicy.ReleaseOn;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.EventType;
import my.kilat.platform.routing.RoutingSettings;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may set, and what it does. */
class OperatorsChoiceTest {

    @Test
    void theDefaults() {
        assertThat(BookingSettings.from(Environment.of(Map.of())))
                .isEqualTo(new BookingSettings(
                        new RidePolicy(true, ReleaseOn.OWNER_CONFIRM, 0),
                        RoutingSettings.from(Environment.of(Map.of())),
                        Duration.ofHours(24),
                        Duration.ofSeconds(30),
                        Duration.ofDays(7),
                        new Deadlines.Limits(Duration.ofHours(2), Duration.ofHours(24), Duration.ofMinutes(60), 3),
                        new Planning(Duration.ofDays(30), Duration.ofMinutes(45), Duration.ofMinutes(30)),
                        Duration.ofSeconds(15),
                        new NearestVets(30_000),
                        false,
                        URI.create("http://localhost:8002"),
                        URI.create("http://localhost:8008"),
                        URI.create("http://localhost:8003"),
                        Duration.ofSeconds(10),
                        Set.of("http://localhost:3000", "http://localhost:3001", "http://localhost:3002")));
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRE_ESCROW, perhaps",
        "RELEASE_ON, payday",
        "AUTO_CONFIRM_AFTER, tomorrow",
        "AUTO_CONFIRM_AFTER, 24",
        "AUTO_CONFIRM_EVERY, often",
        "PAY_AGAIN_WITHIN, sometime",
        "REQUEST_EXPIRES, never",
        "UNPAID_EXPIRES, 24",
        "PICKUP_OVERDUE, soon",
        "RIDE_OVERDUE_FACTOR, 0",
        "VETS_WITHIN_KM, 0",
        "VETS_WITHIN_KM, 501",
        "EXAMPLE_VETS, some",
        "DEADLINES_EVERY, often",
        "SCHEDULE_AHEAD, far",
        "OFFER_AHEAD, 45",
        "PICKUP_AHEAD, early",
        "RIDES_PER_RUNNER, -1",
        "DISPATCH, auction",
        "RIDES_PER_RUNNER, two",
        "UPSTREAM_PAYMENT, payment",
        "RECONCILE_EVERY, 10",
        "ROUTING, compass"
    })
    void aWrongSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> BookingSettings.from(Environment.of(Map.of(name, value))))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(name + " is \"" + value + "\"");
    }

    @Test
    void clinicsThatDoNotExistAreForDevelopment() {
        assertThat(BookingSettings.from(Environment.of(Map.of("EXAMPLE_VETS", "on")))
                        .exampleVets())
                .isTrue();
        assertThatThrownBy(() ->
                        BookingSettings.from(Environment.of(Map.of("EXAMPLE_VETS", "on", "APP_ENV", "production"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("EXAMPLE_VETS");
    }

    @Test
    void withoutEscrowARideNeedsNoPayment() {
        try (Town town = Town.open(Map.of("REQUIRE_ESCROW", "off"))) {
            Person owner = town.owner();
            Person runner = town.runner();
            UUID id = owner.booked();
            for (String query : List.of("?limit=5", "?limit=5&status=requested", "?limit=5&status=active")) {
                assertThat(runner.list(query)
                                .expect(200)
                                .data()
                                .get(0)
                                .path("id")
                                .asText())
                        .as("unpaid bookings are open jobs too")
                        .isEqualTo(id.toString());
            }
            runner.accept(id).expect(200);
            runner.pickUp(id).expect(200);
            runner.deliver(id).expect(200);
            BookingResource completed = owner.confirm(id).expect(200).data(BookingResource.class);
            assertThat(completed.status().word())
                    .as("nothing is to be waited for")
                    .isEqualTo("completed");
            assertThat(completed.finalPriceCents()).isEqualTo(2_210);
            assertThat(completed.version()).isEqualTo(5);
            town.await(EventType.BOOKING_COMPLETED, id);
            assertThat(town.told(id))
                    .endsWith("delivery_confirmed", "delivery_confirmed", "completed")
                    .hasSize(7);
            assertThat(owner.confirm(id).expect(200).data(BookingResource.class).version())
                    .isEqualTo(5);
        }
    }

    private static void awaitConfirmationForThePayment(Town town, UUID id) {
        town.events()
                .await(
                        "a confirmation on which the payment acts",
                        event -> event.type().equals(EventType.BOOKING_DELIVERY_CONFIRMED.wireName())
                                && event.key().equals(id.toString())
                                && event.data().path("confirmed_by").asText().equals(ConfirmedBy.AUTO.word()));
    }

    @Test
    void theRunnersWordReleasesMoneyThatIsHeldOnlyAfterTheDelivery() {
        try (Town town = Town.open(Map.of("RELEASE_ON", "runner_deliver", "REQUIRE_ESCROW", "false"))) {
            Person owner = town.owner();
            Person runner = town.runner();
            UUID id = owner.booked();
            runner.accept(id).expect(200);
            runner.pickUp(id).expect(200);
            runner.deliver(id).expect(200);
            UUID payment = town.pay(id);
            awaitConfirmationForThePayment(town, id);
            town.events().publish(Town.released(id, payment));
            town.awaitStatus(id, BookingStatus.COMPLETED);
        }
    }

    @Test
    void theRunnersWordMayReleaseTheMoney() {
        try (Town town = Town.open(Map.of("RELEASE_ON", "runner_deliver"))) {
            Person owner = town.owner();
            Person runner = town.runner();
            UUID id = owner.booked();
            UUID payment = town.pay(id);
            runner.accept(id).expect(200);
            runner.pickUp(id).expect(200);
            assertThat(runner.deliver(id)
                            .expect(200)
                            .data(BookingResource.class)
                            .status()
                            .word())
                    .isEqualTo("delivered");
            awaitConfirmationForThePayment(town, id);
            town.events().publish(Town.released(id, payment));
            town.awaitStatus(id, BookingStatus.COMPLETED);
            assertThat(runner.deliver(id)
                            .expect(200)
                            .data(BookingResource.class)
                            .status()
                            .word())
                    .as("asked again by a phone that has not heard the answer")
                    .isEqualTo("completed");
            assertThat(owner.confirm(id)
                            .expect(200)
                            .data(BookingResource.class)
                            .status()
                            .word())
                    .isEqualTo("completed");
        }
    }

    @Test
    void theOriginsOfTheOlderWebAppsCanBeChosen() {
        try (Town town = Town.open(Map.of("WEB_STATUS_ORIGINS", "https://old.example.com"))) {
            Person owner = town.owner();
            UUID id = town.bookingIn(BookingStatus.IN_PROGRESS, owner, town.runner());
            JsonNode old =
                    owner.sending("Origin", "https://old.example.com").get(id).data();
            assertThat(old.path("status").asText()).isEqualTo("in_transit");
            JsonNode other =
                    owner.sending("Origin", "http://localhost:3000").get(id).data();
            assertThat(other.path("status").asText()).isEqualTo("in_progress");
        }
    }
}
