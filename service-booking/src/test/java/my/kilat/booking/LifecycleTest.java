package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A booking on its way: what is answered, told and recorded at each step, alone and in a crowd. */
class LifecycleTest {
    private static Town town;

    @BeforeAll
    static void open() {
        town = Town.open();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    @Test
    void aRideFromTheRequestToTheEnd() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID id = owner.booked();
        UUID payment = town.pay(id);

        BookingResource accepted = runner.accept(id).expect(200).data(BookingResource.class);
        assertThat(accepted.status().word()).isEqualTo("accepted");
        assertThat(accepted.runnerId()).isEqualTo(runner.id());
        assertThat(accepted.version()).isEqualTo(2);
        BookingResource pickedUp = runner.pickUp(id).expect(200).data(BookingResource.class);
        assertThat(pickedUp.status().word()).isEqualTo("in_progress");
        assertThat(pickedUp.pickedUpAt()).isNotNull();
        BookingResource delivered = runner.deliver(id).expect(200).data(BookingResource.class);
        assertThat(delivered.status().word()).isEqualTo("delivered");
        assertThat(delivered.deliveredAt()).isNotNull();
        assertThat(delivered.finalPriceCents()).isNull();
        town.await(EventType.BOOKING_DELIVERY_CONFIRMED, id);

        town.events().publish(Town.released(id, payment));
        town.awaitStatus(id, BookingStatus.COMPLETED);
        BookingResource completed = owner.get(id).expect(200).data(BookingResource.class);
        assertThat(completed.finalPriceCents()).isEqualTo(2_210);
        assertThat(completed.version()).isEqualTo(5);
        assertThat(completed.pickedUpAt()).isEqualTo(pickedUp.pickedUpAt());
        assertThat(completed.deliveredAt()).isEqualTo(delivered.deliveredAt());

        JsonNode told = town.await(EventType.BOOKING_COMPLETED, id);
        assertThat(told.path("final_price_cents").asLong()).isEqualTo(2_210);
        assertThat(told.path("runner_id").asText()).isEqualTo(runner.id().toString());
        assertThat(told.path("owner_id").asText()).isEqualTo(owner.id().toString());
        assertThat(town.told(id))
                .containsExactly(
                        "requested",
                        "accepted",
                        "pet_picked_up",
                        "delivery_in_progress",
                        "delivery_confirmed",
                        "completed");
        assertThat(town.rows("select version, from_status, to_status, actor_id, actor_role from booking_history"
                        + " where booking_id = '" + id + "' order by version"))
                .containsExactly(
                        List.of("1", "null", "requested", owner.id().toString(), "owner"),
                        List.of("2", "requested", "accepted", runner.id().toString(), "runner"),
                        List.of("3", "accepted", "in_progress", runner.id().toString(), "runner"),
                        List.of("4", "in_progress", "delivered", runner.id().toString(), "runner"),
                        List.of("5", "delivered", "completed", "null", "system"));
    }

    @Test
    void anUnpaidBookingHasToWaitForItsRunner() {
        UUID id = town.owner().booked();
        Person runner = town.runner();
        assertThat(runner.accept(id).expect(409).error())
                .isEqualTo("this booking is not paid for yet; it can be accepted once the owner's payment is held");
        town.pay(id);
        runner.accept(id).expect(200);
    }

    @Test
    void aRunnerWhoIsQuickerThanTheNewsOfThePaymentGetsTheJob() {
        Person runner = town.runner();
        for (int i = 0; i < 10; i++) {
            UUID id = town.owner().booked();
            town.events().publish(Town.held(id, UUID.randomUUID()));
            runner.accept(id).expect(200);
        }
    }

    @Test
    void acceptingTellsWhereTheRideGoes() {
        UUID id = town.bookingIn(BookingStatus.ACCEPTED, town.owner(), town.runner());
        JsonNode told = town.await(EventType.BOOKING_ACCEPTED, id);
        assertThat(told.path("pickup_lat").asDouble()).isEqualTo(3.139);
        assertThat(told.path("pickup_lng").asDouble()).isEqualTo(101.6869);
        assertThat(told.path("dropoff_lat").asDouble()).isEqualTo(3.15);
        assertThat(told.path("dropoff_lng").asDouble()).isEqualTo(101.71);
    }

    @Test
    void whoeverRepeatsTheirLastActionGetsTheBookingAsItIs() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID id = town.bookingIn(BookingStatus.REQUESTED, owner, runner);
        for (String action : List.of("accept", "pickup", "deliver")) {
            JsonNode first = runner.act(id, action).expect(200).data();
            assertThat(runner.act(id, action).expect(200).data())
                    .as(action + " again")
                    .isEqualTo(first);
        }
        UUID other = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        JsonNode cancelled = owner.cancel(other, Map.of("reason", "changed_mind"))
                .expect(200)
                .data();
        assertThat(owner.cancel(other).expect(200).data()).isEqualTo(cancelled);
        assertThat(runner.cancel(other).expect(422).error())
                .isEqualTo("cannot transition from 'cancelled' to 'cancelled'");

        town.await(EventType.BOOKING_CANCELLED, other);
        assertThat(town.told(other)).containsExactly("requested", "accepted", "cancelled");
        town.await(EventType.BOOKING_DELIVERY_CONFIRMED, id);
        assertThat(town.told(id))
                .containsExactly(
                        "requested", "accepted", "pet_picked_up", "delivery_in_progress", "delivery_confirmed");
    }

    @Test
    void aStepOutOfTurnIsRefusedInWords() {
        Person runner = town.runner();
        Person owner = town.owner();
        UUID id = town.bookingIn(BookingStatus.IN_PROGRESS, owner, runner);
        assertThat(runner.accept(id).expect(422).error())
                .isEqualTo("cannot transition from 'in_progress' to 'accepted'");
        assertThat(owner.confirm(id).expect(422).error())
                .isEqualTo("cannot transition from 'in_progress' to 'completed'");
        runner.deliver(id).expect(200);
        assertThat(owner.cancel(id).expect(422).error()).isEqualTo("cannot transition from 'delivered' to 'cancelled'");
        assertThat(town.runner().accept(id).expect(409).error()).isEqualTo("another runner has taken this booking");
    }

    @Test
    void aCancellationIsToldWithBothPartiesAndTheReason() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID byRunner = town.bookingIn(BookingStatus.IN_PROGRESS, owner, runner);
        BookingResource answer = runner.cancel(byRunner, Map.of("reason", "x".repeat(600)))
                .expect(200)
                .data(BookingResource.class);
        assertThat(answer.cancelNote()).isEqualTo("x".repeat(500));
        assertThat(answer.cancelledAt()).isNotNull();
        assertThat(answer.runnerId()).isEqualTo(runner.id());
        JsonNode told = town.await(EventType.BOOKING_CANCELLED, byRunner);
        assertThat(told.path("cancelled_by").asText()).isEqualTo(runner.id().toString());
        assertThat(told.path("cancelled_by_role").asText()).isEqualTo("runner");
        assertThat(told.path("owner_id").asText()).isEqualTo(owner.id().toString());
        assertThat(told.path("runner_id").asText()).isEqualTo(runner.id().toString());
        assertThat(told.path("previous_status").asText()).isEqualTo("in_progress");
        assertThat(told.path("reason").asText()).isEqualTo("x".repeat(500));

        Person admin = town.person(Role.ADMIN);
        UUID byAdmin = owner.booked();
        assertThat(admin.cancel(byAdmin, "{}")
                        .expect(200)
                        .data()
                        .path("cancel_note")
                        .asText("missing"))
                .isEmpty();
        told = town.await(EventType.BOOKING_CANCELLED, byAdmin);
        assertThat(told.path("cancelled_by_role").asText()).isEqualTo("admin");
        assertThat(told.has("runner_id")).isFalse();
        assertThat(town.rows("select actor_role, reason from booking_history where to_status = 'cancelled'"
                        + " and booking_id = '" + byRunner + "'"))
                .containsExactly(List.of("runner", "x".repeat(500)));
    }

    @Test
    void ofFiftyRunnersOneGetsTheJob() {
        UUID id = town.bookingIn(BookingStatus.REQUESTED, town.owner(), town.runner());
        List<Person> runners =
                IntStream.range(0, 50).mapToObj(i -> town.runner()).toList();
        Map<Integer, Long> answers =
                atOnce(runners.stream().<Supplier<ApiClient.Answer>>map(runner -> () -> runner.accept(id))).stream()
                        .collect(Collectors.groupingBy(ApiClient.Answer::status, Collectors.counting()));
        assertThat(answers).isEqualTo(Map.of(200, 1L, 409, 49L));
        town.await(EventType.BOOKING_ACCEPTED, id);
        assertThat(town.told(id)).containsExactly("requested", "accepted");
        assertThat(town.seenByAdmin(id).version()).isEqualTo(2);
    }

    @Test
    void aHundredTapsAtOnceAreOne() {
        Person runner = town.runner();
        UUID id = town.bookingIn(BookingStatus.ACCEPTED, town.owner(), runner);
        assertThat(atOnce(IntStream.range(0, 100).<Supplier<ApiClient.Answer>>mapToObj(i -> () -> runner.pickUp(id))))
                .allSatisfy(answer -> answer.expect(200));
        town.await(EventType.BOOKING_DELIVERY_IN_PROGRESS, id);
        assertThat(town.told(id)).containsExactly("requested", "accepted", "pet_picked_up", "delivery_in_progress");
    }

    @Test
    void ofAnOwnerWhoCancelsAndARunnerWhoAcceptsAtTheSameTimeNeitherIsToldALie() {
        for (int i = 0; i < 20; i++) {
            Person owner = town.owner();
            Person runner = town.runner();
            UUID id = town.bookingIn(BookingStatus.REQUESTED, owner, runner);
            List<ApiClient.Answer> answers = atOnce(Stream.of(() -> owner.cancel(id), () -> runner.accept(id)));
            assertThat(answers.getFirst().status())
                    .as("a cancellation is possible before and after")
                    .isEqualTo(200);
            assertThat(answers.getLast().status()).isIn(200, 403);
            boolean acceptedFirst = answers.getLast().status() == 200;
            JsonNode told = town.await(EventType.BOOKING_CANCELLED, id);
            assertThat(told.path("previous_status").asText()).isEqualTo(acceptedFirst ? "accepted" : "requested");
            assertThat(town.told(id)).hasSize(acceptedFirst ? 3 : 2);
        }
    }

    /** Does it all at the same moment, and gives the answers in the order of the calls. */
    private static List<ApiClient.Answer> atOnce(Stream<Supplier<ApiClient.Answer>> calls) {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ApiClient.Answer>> waiting = calls.map(call -> threads.submit(() -> {
                        start.await();
                        return call.get();
                    }))
                    .toList();
            start.countDown();
            List<ApiClient.Answer> answers = new ArrayList<>();
            for (Future<ApiClient.Answer> answer : waiting) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
