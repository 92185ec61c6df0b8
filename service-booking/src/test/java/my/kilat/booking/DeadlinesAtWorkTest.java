package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.event.EventType;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of bookings when people do nothing. */
class DeadlinesAtWorkTest {
    private static final Duration A_BIT_MORE_THAN_AN_HOUR = Duration.ofMinutes(61);
    private static final Duration A_BIT_MORE_THAN_HALF_AN_HOUR = Duration.ofMinutes(31);

    private PaymentStandIn payments;
    private Town town;

    @BeforeEach
    void open() {
        payments = new PaymentStandIn();
        Map<String, String> settings = new HashMap<>(payments.settings());
        settings.put("RECONCILE_EVERY", "1h");
        settings.put("DEADLINES_EVERY", "50ms");
        town = Town.open(settings);
    }

    @AfterEach
    void close() {
        town.close();
        payments.close();
    }

    private JsonNode awaitNotice(String occasion, UUID booking) {
        return town.events()
                .await(
                        occasion + " of " + booking,
                        seen -> seen.type().equals(EventType.NOTICE_GIVEN.wireName())
                                && seen.key().equals(booking.toString())
                                && seen.data().path("occasion").asText().equals(occasion))
                .data();
    }

    private List<String> historyOf(UUID booking) {
        return town
                .rows("select coalesce(from_status, '-') || ' ' || to_status || ' ' || actor_role || ' ' || reason"
                        + " from booking_history where booking_id = '" + booking + "' order by version")
                .stream()
                .map(List::getFirst)
                .toList();
    }

    @Test
    void aPaidBookingThatNobodyTakesIsRemindedOfAndThenCancelled() {
        Person owner = town.owner();
        UUID id = owner.booked();
        town.pay(id);
        town.clock().advance(A_BIT_MORE_THAN_AN_HOUR);
        JsonNode notice = awaitNotice("request_unanswered", id);
        EventRules.check(town.events().await(EventType.NOTICE_GIVEN, id));
        assertThat(notice.path("owner_id").asText()).isEqualTo(owner.id().toString());
        assertThat(town.seenByAdmin(id).status().word()).isEqualTo("requested");
        assertThat(town.seenByAdmin(id).version()).isEqualTo(1);

        town.clock().advance(A_BIT_MORE_THAN_AN_HOUR);
        JsonNode cancelled = town.await(EventType.BOOKING_CANCELLED, id);
        assertThat(cancelled.path("cancelled_by_role").asText()).isEqualTo("system");
        assertThat(cancelled.path("reason").asText()).isEqualTo("no runner took it in time");
        assertThat(cancelled.path("previous_status").asText()).isEqualTo("requested");
        var seen = owner.get(id).expect(200).data();
        assertThat(seen.path("status").asText()).isEqualTo("cancelled");
        assertThat(seen.path("cancel_note").asText()).isEqualTo("no runner took it in time");
        assertThat(historyOf(id)).hasSize(2).last().isEqualTo("requested cancelled system no runner took it in time");
        assertThat(payments.announced())
                .as("its money is held already; nobody can begin to pay")
                .isEmpty();
        town.runner().accept(id).expect(403);
        owner.cancel(id).expect(422);
    }

    @Test
    void anUnpaidBookingIsCancelledAfterADayAndThePaymentServiceToldBefore() {
        Person owner = town.owner();
        UUID id = owner.booked();
        town.clock().advance(Duration.ofHours(12).plusMinutes(1));
        awaitNotice("payment_missing", id);
        assertThat(payments.announced()).isEmpty();
        payments.onAnnouncement(
                booking -> assertThat(town.seenByAdmin(booking).status().word()).isEqualTo("requested"));
        town.clock().advance(Duration.ofHours(12));
        town.await(EventType.BOOKING_CANCELLED, id);
        assertThat(payments.announced()).containsOnly(id);
        assertThat(historyOf(id)).last().isEqualTo("requested cancelled system it was not paid for in time");

        UUID late = UUID.randomUUID();
        town.events().publish(Town.held(id, late));
        town.awaitPayment(id, PaymentStatus.HELD);
        assertThat(town.seenByAdmin(id).status().word())
                .as("money that comes late goes back as the cancellation is read")
                .isEqualTo("cancelled");
    }

    @Test
    void whoeverPaysLateHasTheWholeTime() {
        UUID id = town.owner().booked();
        town.clock().advance(Duration.ofHours(20));
        awaitNotice("payment_missing", id);
        town.pay(id);
        town.clock().advance(A_BIT_MORE_THAN_AN_HOUR);
        awaitNotice("request_unanswered", id);
        assertThat(town.seenByAdmin(id).status().word()).isEqualTo("requested");
        town.runner().accept(id).expect(200);
    }

    @Test
    void aRunnerWhoDoesNotComeLosesTheRideToAnother() {
        Person owner = town.owner();
        Person idle = town.runner();
        UUID id = town.bookingIn(BookingStatus.ACCEPTED, owner, idle);
        town.clock().advance(A_BIT_MORE_THAN_HALF_AN_HOUR);
        JsonNode late = awaitNotice("pickup_late", id);
        assertThat(late.path("runner_id").asText()).isEqualTo(idle.id().toString());

        town.clock().advance(A_BIT_MORE_THAN_HALF_AN_HOUR);
        assertThat(awaitNotice("ride_withdrawn", id).path("runner_id").asText())
                .isEqualTo(idle.id().toString());
        town.awaitStatus(id, BookingStatus.REQUESTED);
        assertThat(town.seenByAdmin(id).runnerId()).isNull();
        assertThat(historyOf(id))
                .hasSize(3)
                .last()
                .isEqualTo("accepted requested system the runner did not pick up the pet in time");
        idle.pickUp(id).expect(403);
        assertThat(idle.list("").expect(200).text()).doesNotContain(id.toString());
        assertThat(idle.accept(id).expect(409).error()).startsWith("you had this booking before");

        Person other = town.runner();
        other.accept(id).expect(200);
        other.pickUp(id).expect(200);
        town.await(EventType.BOOKING_DELIVERY_IN_PROGRESS, id);
        assertThat(town.told(id))
                .containsExactly(
                        "requested", "accepted", "requested", "accepted", "pet_picked_up", "delivery_in_progress");
        JsonNode again =
                town.events().all(EventType.BOOKING_REQUESTED, id).getLast().data();
        assertThat(again.path("reoffer").asBoolean()).isTrue();
        assertThat(again.path("previous_runner_id").asText())
                .isEqualTo(idle.id().toString());
        assertThat(again.path("version").asInt()).isEqualTo(3);
    }

    @Test
    void bothAreRemindedOfAPlannedRideAndItsPetIsNotPickedUpLongBefore() {
        Person owner = town.owner();
        Person runner = town.runner();
        String start = town.clock().instant().plus(Duration.ofHours(3)).toString();
        UUID id = owner.book(Town.request("scheduled_at", start))
                .expect(201)
                .data(BookingResource.class)
                .id();
        town.pay(id);
        runner.accept(id).expect(200);
        assertThat(runner.pickUp(id).expect(409).error()).startsWith("this ride is planned for ");
        town.clock().advance(Duration.ofHours(3).minusMinutes(44));
        JsonNode ahead = awaitNotice("ride_ahead", id);
        assertThat(ahead.path("runner_id").asText()).isEqualTo(runner.id().toString());
        runner.pickUp(id).expect(409);
        town.clock().advance(Duration.ofMinutes(15));
        runner.pickUp(id).expect(200);
        assertThat(town.events().all(EventType.NOTICE_GIVEN, id)).hasSize(1);
    }

    @Test
    void ofAcceptancesAndTheEndAtTheSameMomentOneHappens() throws Exception {
        Person owner = town.owner();
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            UUID id = owner.booked();
            town.pay(id);
            all.add(id);
        }
        town.clock().advance(A_BIT_MORE_THAN_AN_HOUR);
        for (UUID id : all) {
            awaitNotice("request_unanswered", id);
        }
        town.clock().advance(A_BIT_MORE_THAN_AN_HOUR);
        Map<UUID, CompletableFuture<ApiClient.Answer>> accepting = new HashMap<>();
        for (UUID id : all) {
            Person runner = town.runner();
            accepting.put(id, CompletableFuture.supplyAsync(() -> runner.accept(id)));
        }
        for (UUID id : all) {
            int status = accepting.get(id).get().status();
            if (status == 200) {
                assertThat(town.seenByAdmin(id).status().word()).isEqualTo("accepted");
            } else {
                assertThat(status).isEqualTo(403);
                town.await(EventType.BOOKING_CANCELLED, id);
            }
            assertThat(historyOf(id)).hasSize(2);
            assertThat(town.told(id)).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void twoInstancesEndEachBookingOnce() {
        try (TestService second = TestService.start(town.environment(), new BookingService())) {
            Person owner = town.owner();
            List<UUID> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                all.add(owner.booked());
            }
            second.clock().advance(Duration.ofHours(12).plusMinutes(1));
            town.clock().advance(Duration.ofHours(12).plusMinutes(1));
            all.forEach(id -> awaitNotice("payment_missing", id));
            second.clock().advance(Duration.ofHours(12));
            town.clock().advance(Duration.ofHours(12));
            all.forEach(id -> town.await(EventType.BOOKING_CANCELLED, id));
            assertThat(all).allSatisfy(id -> {
                assertThat(historyOf(id)).hasSize(2);
                assertThat(town.events().all(EventType.BOOKING_CANCELLED, id)).hasSize(1);
                assertThat(town.events().all(EventType.NOTICE_GIVEN, id)).hasSize(1);
            });
        }
    }

    /** An instance of an older version knows nothing of deadlines. */
    @Test
    void aRowWithoutADeadlineGetsOne() {
        UUID id = town.owner().booked();
        town.execute("update booking set waiting_since = null, due_at = now() - interval '1 minute' where id = '" + id
                + "'");
        Town.await(
                "a deadline",
                () -> assertThat(town.rows(
                                "select due_at > now() + interval '11 hours' from booking where id = '" + id + "'"))
                        .containsExactly(List.of("t")));
        assertThat(town.seenByAdmin(id).version()).isEqualTo(1);
    }

    @Test
    void oneThatCannotBeEndedKeepsNoOtherWaiting() {
        UUID broken = town.owner().booked();
        UUID other = town.owner().booked();
        town.execute("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'refused'; end $$");
        town.execute("create trigger refuse before update on booking for each row when (old.id = '" + broken
                + "') execute function refuse()");
        town.clock().advance(Duration.ofHours(12).plusMinutes(1));
        awaitNotice("payment_missing", other);
        Town.await("the alarm", () -> assertThat(town.alarm("deadlines")).contains(broken.toString()));
        town.execute("drop trigger refuse on booking");
        awaitNotice("payment_missing", broken);
        Town.await("its end", () -> assertThat(town.alarm("deadlines")).isEmpty());
    }

    @Test
    void operatorsAreCalledWhileARideTakesMuchTooLong() {
        Person runner = town.runner();
        UUID id = town.bookingIn(BookingStatus.IN_PROGRESS, town.owner(), runner);
        town.clock().advance(Duration.ofHours(1));
        String number = town.seenByAdmin(id).bookingNumber();
        Town.await("the alarm", () -> assertThat(town.alarm("overdue-rides")).contains(number));
        runner.deliver(id).expect(200);
        Town.await("its end", () -> assertThat(town.alarm("overdue-rides")).isEmpty());
    }
}
