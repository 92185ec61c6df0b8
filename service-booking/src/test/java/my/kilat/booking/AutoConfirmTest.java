package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.EventType;
import my.kilat.platform.fixture.EventProbe;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Owners who keep silent: one of the phone apps has no button to confirm. */
class AutoConfirmTest {
    private static final Duration A_DAY = Duration.ofHours(24);

    private Town town;

    @BeforeEach
    void open() {
        town = Town.open(Map.of("AUTO_CONFIRM_EVERY", "50ms"));
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void aDayAfterTheDeliveryTheMoneyIsReleasedWithoutTheOwner() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID id = owner.booked();
        UUID payment = town.pay(id);
        runner.accept(id).expect(200);
        runner.pickUp(id).expect(200);
        runner.deliver(id).expect(200);

        town.clock().advance(A_DAY.minusMinutes(1));
        UUID later = town.bookingIn(BookingStatus.DELIVERED, owner, town.runner());
        assertThat(confirmations(id)).extracting(AutoConfirmTest::by).doesNotContain("auto");

        town.clock().advance(Duration.ofMinutes(2));
        JsonNode told = awaitAuto(id);
        assertThat(told.path("runner_id").asText()).isEqualTo(runner.id().toString());
        assertThat(town.seenByAdmin(id).status().word())
                .as("it stays delivered until the money is released")
                .isEqualTo("delivered");
        town.events().publish(Town.released(id, payment));
        town.awaitStatus(id, BookingStatus.COMPLETED);

        assertThat(confirmations(id)).extracting(AutoConfirmTest::by).containsExactly("runner", "auto");
        assertThat(confirmations(later)).extracting(AutoConfirmTest::by).containsExactly("runner");
    }

    @Test
    void whoeverHasConfirmedIsLeftAlone() {
        Person owner = town.owner();
        UUID id = town.bookingIn(BookingStatus.DELIVERED, owner, town.runner());
        owner.confirm(id).expect(200);
        UUID silent = town.bookingIn(BookingStatus.DELIVERED, town.owner(), town.runner());
        town.clock().advance(A_DAY.plusMinutes(1));
        awaitAuto(silent);
        assertThat(confirmations(id)).extracting(AutoConfirmTest::by).containsExactly("runner", "owner");
    }

    @Test
    void aDeliveryWhoseMoneyWentBackIsCompleted() {
        Person owner = town.owner();
        UUID id = town.bookingIn(BookingStatus.DELIVERED, owner, town.runner());
        owner.confirm(id).expect(200);
        town.events()
                .publish(new EscrowRefunded(
                        UUID.randomUUID(), id, owner.id(), 2_210, "MYR", "complaint", null, null, null, Instant.now()));
        town.awaitPayment(id, PaymentStatus.REFUNDED);
        town.clock().advance(A_DAY.plusMinutes(1));
        town.awaitStatus(id, BookingStatus.COMPLETED);
        assertThat(confirmations(id)).extracting(AutoConfirmTest::by).containsExactly("runner", "owner");
    }

    @Test
    void aDeliveryWhoseMoneyHasLapsedWaitsAWeekForItsOwnerToPayAgain() {
        Person owner = town.owner();
        UUID id = owner.booked();
        UUID payment = town.pay(id);
        Person runner = town.runner();
        runner.accept(id).expect(200);
        runner.pickUp(id).expect(200);
        runner.deliver(id).expect(200);
        town.clock().advance(A_DAY.plusMinutes(1));
        awaitAuto(id);
        town.events().publish(Town.lapsed(id, payment));
        town.awaitPayment(id, PaymentStatus.FAILED);
        town.clock().advance(Duration.ofDays(6));
        UUID next = town.bookingIn(BookingStatus.DELIVERED, owner, town.runner());
        town.clock().advance(Duration.ofMinutes(1));
        assertThat(town.seenByAdmin(id).status().word()).isEqualTo("delivered");
        town.clock().advance(Duration.ofDays(2));
        awaitAuto(next);
        town.awaitStatus(id, BookingStatus.COMPLETED);
        assertThat(town.seenByAdmin(id).paymentStatus()).isEqualTo(PaymentStatus.FAILED);
        assertThat(confirmations(id)).extracting(AutoConfirmTest::by).containsExactly("runner", "auto");
        town.events().publish(Town.released(id, UUID.randomUUID(), 2));
        town.awaitPayment(id, PaymentStatus.RELEASED);
    }

    /** One booking that cannot be stored keeps no other waiting, and a person is called. */
    @Test
    void oneThatCannotBeConfirmedKeepsNoOtherWaiting() throws Exception {
        UUID broken = town.bookingIn(BookingStatus.DELIVERED, town.owner(), town.runner());
        UUID other = town.bookingIn(BookingStatus.DELIVERED, town.owner(), town.runner());
        try (var connection = town.connect();
                var statement = connection.createStatement()) {
            statement.execute("create function refuse() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'refused'; end $$");
            statement.execute("create trigger refuse before update on booking for each row when (old.id = '" + broken
                    + "') execute function refuse()");
            town.clock().advance(A_DAY.plusMinutes(1));
            awaitAuto(other);
            Town.await("the alarm", () -> assertThat(town.alarm("auto-confirm")).contains(broken.toString()));
            statement.execute("drop trigger refuse on booking");
            awaitAuto(broken);
            Town.await("its end", () -> assertThat(town.alarm("auto-confirm")).isEmpty());
        }
    }

    @Test
    void manyAreConfirmedAndEachOnce() throws Exception {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID model = town.bookingIn(BookingStatus.DELIVERED, owner, runner);
        List<UUID> all = new ArrayList<>(List.of(model));
        try (var connection = town.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(copies(model, 120))) {
            while (rows.next()) {
                all.add(rows.getObject(1, UUID.class));
            }
        }
        town.clock().advance(A_DAY.plusMinutes(1));
        all.forEach(this::awaitAuto);
        assertThat(all)
                .allSatisfy(id -> assertThat(confirmations(id).stream()
                                .filter(event -> by(event).equals("auto")))
                        .hasSize(1));
    }

    /** More bookings like that one, as if they had come the same way. */
    private static String copies(UUID model, int count) {
        String columns = "owner_id, pet_kind, pet_breed, pet_name, pet_weight_kg, pet_age_months, pet_special_needs,"
                + " pet_photo_url, crate_size, crate_ventilation, crate_temp_control, crate_capacity_kg, pickup_line1,"
                + " pickup_line2, pickup_city, pickup_state, pickup_postal_code, pickup_country, pickup_lat,"
                + " pickup_lng, dropoff_line1, dropoff_line2, dropoff_city, dropoff_state, dropoff_postal_code,"
                + " dropoff_country, dropoff_lat, dropoff_lng, route_km, route_minutes, route_polyline,"
                + " estimated_price_cents, notes, created_at, status, runner_id, picked_up_at, delivered_at,"
                + " payment_status, payment_id, payment_since, version, updated_at";
        return "insert into booking (id, number, " + columns + ") select gen_random_uuid(),"
                + " 'BK-' || translate(lpad(upper(to_hex(i)), 6, 'A'), '01', 'XY'), " + columns + " from booking,"
                + " generate_series(1, " + count + ") i where id = '" + model + "' returning id";
    }

    private JsonNode awaitAuto(UUID id) {
        Awaitility.await(id + " is confirmed in its owner's stead")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        confirmations(id).stream().anyMatch(event -> by(event).equals("auto")));
        return confirmations(id).getLast().data();
    }

    private List<EventProbe.Seen> confirmations(UUID id) {
        return town.events().all(EventType.BOOKING_DELIVERY_CONFIRMED, id);
    }

    private static String by(EventProbe.Seen event) {
        return event.data().path("confirmed_by").asText();
    }
}
