package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Events in any order, any number of times, with payments in between: the money always adds up. */
class ShuffledEventsTest {
    private static final int RIDES = 60;
    private static final List<String> CARDS = List.of(
            "card",
            "card",
            "card",
            "card_late",
            "card_declined",
            "card_release_fails",
            "card_refund_fails",
            "card_expires");

    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    /** A ride with everything that is going to happen to it, in that order; an event without id is a payment. */
    private record Story(Ride ride, String card, List<Step> steps) {
        boolean has(Class<? extends BookingEvent> event) {
            return steps.stream().anyMatch(step -> event.isInstance(step.event));
        }

        boolean isConfirmed() {
            return steps.stream()
                    .anyMatch(step -> step.event instanceof DeliveryConfirmed confirmed
                            && confirmed.confirmedBy() != ConfirmedBy.RUNNER);
        }

        @Override
        public String toString() {
            return card + " " + steps.stream().map(Step::toString).toList();
        }
    }

    private record Step(
            UUID id, @org.jspecify.annotations.Nullable BookingEvent event) {
        @Override
        public String toString() {
            return event == null ? "pay" : event.type().wireName();
        }
    }

    @RepeatedTest(3)
    void noOrderOfEventsLosesOrDoublesMoney(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition() * 7_919L);
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < RIDES; i++) {
            stories.add(story(random));
        }
        Map<UUID, UUID> published = new ConcurrentHashMap<>();
        long before = world.number("select count(*) from inbox");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> futures = new ArrayList<>();
            stories.forEach(story -> futures.add(threads.submit(() -> live(story, published))));
            for (Future<?> future : futures) {
                future.get();
            }
        }
        World.await(
                "every event",
                () -> assertThat(world.number("select count(*) from inbox")).isEqualTo(before + published.size()));
        world.assertSettled();
        stories.forEach(ShuffledEventsTest::assertSound);
    }

    private static Story story(Random random) {
        Ride ride = Ride.costing(1_000 + random.nextInt(9_000));
        List<BookingEvent> events = new ArrayList<>(List.of(ride.requested(), ride.accepted()));
        if (random.nextBoolean()) {
            events.add(ride.requested(true, 1 + random.nextInt(4), Instant.now()));
        }
        if (random.nextBoolean()) {
            events.add(ride.confirmedBy(ConfirmedBy.RUNNER));
        }
        if (random.nextInt(3) > 0) {
            events.add(ride.confirmedBy(random.nextBoolean() ? ConfirmedBy.OWNER : null));
        }
        if (random.nextInt(4) == 0) {
            events.add(ride.confirmedBy(ConfirmedBy.AUTO));
        }
        if (random.nextInt(3) == 0) {
            events.add(ride.cancelled("changed_mind"));
        }
        List<Step> steps = new ArrayList<>();
        for (BookingEvent event : events) {
            Step step = new Step(UUID.randomUUID(), event);
            steps.add(step);
            if (random.nextInt(3) == 0) {
                steps.add(step);
            }
            if (random.nextInt(4) == 0) {
                steps.add(new Step(UUID.randomUUID(), event));
            }
        }
        Collections.shuffle(steps, random);
        for (int payments = 1 + random.nextInt(3); payments > 0; payments--) {
            // Mostly early, so that something is held when the rest happens.
            steps.add(random.nextInt(random.nextBoolean() ? 2 : steps.size()), new Step(UUID.randomUUID(), null));
        }
        return new Story(ride, CARDS.get(random.nextInt(CARDS.size())), steps);
    }

    private static void live(Story story, Map<UUID, UUID> published) {
        world.bookings().knows(story.ride, "requested");
        for (Step step : story.steps) {
            if (step.event == null) {
                ApiClient.Answer answer = world.payWith(story.ride, story.card);
                assertThat(answer.status()).as(answer.toString()).isIn(200, 201, 409, 422);
            } else {
                world.events().publish(step.id, step.event);
                published.put(step.id, step.id);
            }
        }
    }

    private static int lapses(Ride ride) {
        return Math.toIntExact(
                world.number("select count(*) from payment where status = 'failed' and held_at is not null"
                        + " and booking_id = '" + ride.bookingId() + "'"));
    }

    private static void assertSound(Story story) {
        Ride ride = story.ride;
        List<String> told = world.told(ride);
        assertThat(told.stream().filter("payment.escrow_held"::equals))
                .as("%s: held again only after it lapsed", story)
                .hasSizeLessThanOrEqualTo(1 + lapses(ride));
        assertThat(told.stream()
                        .filter(type ->
                                type.equals("payment.escrow_released") || type.equals("payment.escrow_refunded")))
                .as("%s", story)
                .hasSizeLessThanOrEqualTo(1);
        ApiClient.Answer found = world.admin().get("/api/v1/payments/booking/" + ride.bookingId());
        if (found.status() == 404) {
            assertThat(told).isEmpty();
            return;
        }
        JsonNode payment = found.data();
        String status = payment.path("escrow_status").asText();
        assertThat(payment.path("amount_cents").asLong()).isEqualTo(ride.price());
        assertThat(payment.path("platform_fee_cents").asLong()).isEqualTo(ride.price() * 15 / 100);
        assertThat(payment.path("platform_fee_cents").asLong()
                        + payment.path("runner_payout_cents").asLong())
                .isEqualTo(ride.price());
        if (status.equals("held")) {
            assertThat(story.has(BookingCancelled.class) || story.isConfirmed())
                    .as("%s ends with money held: %s", story, told)
                    .isFalse();
        } else {
            World.await(
                    "the last event of " + story,
                    () -> assertThat(world.told(ride))
                            .last()
                            .isEqualTo(status.equals("failed") ? "payment.failed" : "payment.escrow_" + status));
        }
        if (status.equals("released")) {
            assertThat(payment.path("runner_id").asText())
                    .isEqualTo(ride.runnerId().toString());
        }
    }
}
