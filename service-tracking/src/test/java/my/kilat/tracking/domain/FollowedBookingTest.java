package my.kilat.tracking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.tracking.domain.FollowedBooking.Decision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In whatever order news of a booking comes, and however often: the same trips remain. */
class FollowedBookingTest {
    private static final UUID BOOKING = UUID.randomUUID();
    private static final UUID RUNNER = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();
    private static final Instant START = Instant.parse("2026-02-12T10:00:00Z");

    /** Something that happens to a booking. */
    @FunctionalInterface
    private interface News {
        Decision apply(FollowedBooking known);
    }

    private static Instant minute(int minutes) {
        return START.plusSeconds(minutes * 60L);
    }

    /** Takes in news one after the other, and keeps the trips as a store would. */
    private static final class Story {
        private FollowedBooking booking = FollowedBooking.unknown(BOOKING, "BK-ABCDEF");
        private final Map<UUID, Trip> trips = new LinkedHashMap<>();
        private final List<TrackStatus> told = new ArrayList<>();

        final Story tell(News... news) {
            return tell(List.of(news));
        }

        Story tell(List<News> news) {
            for (News piece : news) {
                Decision decision = piece.apply(booking);
                booking = decision.after();
                for (Trip trip : decision.trips()) {
                    Trip before = trips.put(trip.id(), trip);
                    assertThat(before == null || before.isActive())
                            .as("an ended trip is left alone")
                            .isTrue();
                    assertThat(trips.values().stream().filter(Trip::isActive).count())
                            .as("one active trip at a time")
                            .isLessThanOrEqualTo(1);
                    told.add(trip.status());
                }
                assertThat(booking.trip() == null ? List.of() : List.of(booking.trip()))
                        .isEqualTo(
                                trips.values().stream().filter(Trip::isActive).toList());
            }
            return this;
        }

        List<TrackStatus> ends() {
            return trips.values().stream().map(Trip::status).toList();
        }

        List<UUID> runners() {
            return trips.values().stream().map(Trip::runnerId).toList();
        }
    }

    /** As events told it that carried no version. */
    private static News taken(UUID runner, int minute) {
        return known -> known.acceptedBy(runner, new VersionStamp(null, minute(minute)));
    }

    private static News taken(UUID runner, int version, int minute) {
        return known -> known.acceptedBy(runner, new VersionStamp(version, minute(minute)));
    }

    private static News pickedUp(UUID runner, int minute) {
        return known -> known.pickedUpBy(runner, minute(minute));
    }

    private static News reoffered(int minute) {
        return known -> known.reoffered(new VersionStamp(null, minute(minute)));
    }

    private static News reoffered(int version, int minute) {
        return known -> known.reoffered(new VersionStamp(version, minute(minute)));
    }

    private static News delivered(UUID runner, int minute) {
        return known -> known.delivered(runner, minute(minute));
    }

    private static News cancelled(int minute) {
        return known -> known.cancelled(null, minute(minute));
    }

    private static <T> List<List<T>> permutations(List<T> all) {
        if (all.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> permutations = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            List<T> rest = new ArrayList<>(all);
            T first = rest.remove(i);
            for (List<T> tail : permutations(rest)) {
                List<T> whole = new ArrayList<>(List.of(first));
                whole.addAll(tail);
                permutations.add(whole);
            }
        }
        return permutations;
    }

    @Test
    void aRideHasOneTripThatBeginsWithTheAcceptanceAndEndsWithTheDelivery() {
        Story story =
                new Story().tell(taken(RUNNER, 1), taken(RUNNER, 5), delivered(RUNNER, 20), delivered(RUNNER, 30));
        assertThat(story.told).containsExactly(TrackStatus.ACTIVE, TrackStatus.COMPLETED);
        Trip trip = story.trips.values().iterator().next();
        assertThat(trip.startedAt()).isEqualTo(minute(1));
        assertThat(trip.endedAt()).isEqualTo(minute(20));
        assertThat(story.booking.parties().runner()).isEqualTo(RUNNER);
    }

    @Test
    void aRideInWhateverOrderAndTwiceOverIsStillOneCompletedTrip() {
        List<News> news = List.of(
                taken(RUNNER, 1), taken(RUNNER, 5), delivered(RUNNER, 20), delivered(RUNNER, 30), taken(RUNNER, 1));
        for (List<News> order : permutations(news)) {
            Story story = new Story().tell(order).tell(order);
            assertThat(story.ends()).containsExactly(TrackStatus.COMPLETED);
            assertThat(story.told).containsExactly(TrackStatus.ACTIVE, TrackStatus.COMPLETED);
        }
    }

    @Test
    void aDeliveryBeforeTheAcceptanceCreatesTheTripLate() {
        Story story = new Story().tell(delivered(RUNNER, 20));
        assertThat(story.told).containsExactly(TrackStatus.ACTIVE, TrackStatus.COMPLETED);
        assertThat(story.tell(taken(RUNNER, 1)).told).hasSize(2);
    }

    @Test
    void aCancelledRideInWhateverOrderLeavesNoActiveTrip() {
        List<News> news = List.of(taken(RUNNER, 1), taken(RUNNER, 5), cancelled(10), cancelled(10), taken(RUNNER, 1));
        for (List<News> order : permutations(news)) {
            Story story = new Story().tell(order).tell(order);
            assertThat(story.booking.trip()).isNull();
            assertThat(story.booking.stage()).isEqualTo(Stage.CANCELLED);
            assertThat(story.ends()).isSubsetOf(TrackStatus.CANCELLED).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void aRunnerWhoGivesTheBookingBackLosesTripAndAccessAndTheNextOneHasANewTrip() {
        Story story = new Story().tell(taken(RUNNER, 1), reoffered(3));
        assertThat(story.ends()).containsExactly(TrackStatus.CANCELLED);
        assertThat(story.booking.parties().runner()).isNull();
        story.tell(taken(SECOND, 6), delivered(SECOND, 20));
        assertThat(story.runners()).containsExactly(RUNNER, SECOND);
        assertThat(story.ends()).containsExactly(TrackStatus.CANCELLED, TrackStatus.COMPLETED);
        assertThat(story.booking.parties().runner()).isEqualTo(SECOND);
    }

    @Test
    void whateverTheOrderTheTripOfTheRunnerWhoDeliversIsTheOneThatCompletes() {
        List<News> news =
                List.of(taken(RUNNER, 1), reoffered(3), taken(SECOND, 6), taken(SECOND, 8), delivered(SECOND, 20));
        for (List<News> order : permutations(news)) {
            Story story = new Story().tell(order).tell(order);
            assertThat(story.booking.trip()).isNull();
            assertThat(story.trips.values().stream()
                            .filter(trip -> trip.status() == TrackStatus.COMPLETED)
                            .map(Trip::runnerId))
                    .containsExactly(SECOND);
            assertThat(story.booking.parties().runner()).isEqualTo(SECOND);
        }
    }

    /** The first runner accepted at an instance whose clock is forty minutes ahead of that of the other instance. */
    @Test
    void whoHasTheBookingIsToldByItsVersionsWhateverTheClocksOfTheInstancesSay() {
        List<News> news = List.of(
                taken(RUNNER, 2, 41), reoffered(3, 3), taken(SECOND, 4, 6), taken(RUNNER, 2, 41), reoffered(3, 3));
        for (List<News> order : permutations(news)) {
            Story story = new Story().tell(order).tell(order);
            assertThat(story.booking.parties().runner()).isEqualTo(SECOND);
            assertThat(story.trips.values().stream().filter(Trip::isActive).map(Trip::runnerId))
                    .containsExactly(SECOND);
        }
        Story inOrder = new Story().tell(news);
        assertThat(inOrder.runners()).containsExactly(RUNNER, SECOND);
        assertThat(inOrder.ends()).containsExactly(TrackStatus.CANCELLED, TrackStatus.ACTIVE);
    }

    @Test
    void whoTakesItAgainAfterGivingItBackHasItByTheLaterVersion() {
        Story story = new Story().tell(taken(RUNNER, 2, 1), taken(RUNNER, 4, 6), reoffered(3, 3));
        assertThat(story.ends()).containsExactly(TrackStatus.ACTIVE);
        assertThat(story.booking.parties().runner()).isEqualTo(RUNNER);
    }

    @Test
    void whoHasThePetKeepsTheBookingWhateverIsToldLate() {
        List<News> news = List.of(
                taken(RUNNER, 2, 41), reoffered(3, 43), taken(SECOND, 4, 6), pickedUp(SECOND, 8), pickedUp(SECOND, 8));
        for (List<News> order : permutations(news)) {
            Story story = new Story().tell(order).tell(order);
            assertThat(story.booking.parties().runner()).isEqualTo(SECOND);
            assertThat(story.booking.stage()).isEqualTo(Stage.UNDER_WAY);
            assertThat(story.trips.values().stream().filter(Trip::isActive).map(Trip::runnerId))
                    .containsExactly(SECOND);
            assertThat(story.tell(delivered(SECOND, 20)).ends())
                    .filteredOn(TrackStatus.COMPLETED::equals)
                    .hasSize(1);
        }
    }

    private static News stands(BookingStatus status, @Nullable UUID runner, int version, int minute) {
        return known -> known.apply(new BookingSnapshot(
                BOOKING,
                "BK-ABCDEF",
                UUID.randomUUID(),
                runner,
                status,
                new VersionStamp(version, minute(minute)),
                null));
    }

    @Test
    void whatTheBookingServiceSaysStandsInForEventsThatWereLost() {
        Story story = new Story().tell(stands(BookingStatus.ACCEPTED, RUNNER, 2, 1));
        assertThat(story.ends()).containsExactly(TrackStatus.ACTIVE);
        story.tell(stands(BookingStatus.IN_PROGRESS, RUNNER, 3, 5));
        assertThat(story.booking.stage()).isEqualTo(Stage.UNDER_WAY);
        story.tell(stands(BookingStatus.COMPLETED, RUNNER, 5, 20), stands(BookingStatus.COMPLETED, RUNNER, 5, 20));
        assertThat(story.ends()).containsExactly(TrackStatus.COMPLETED);
        assertThat(story.told).hasSize(2);
        assertThat(new Story()
                        .tell(taken(RUNNER, 2, 1), stands(BookingStatus.CANCELLED, RUNNER, 3, 4))
                        .ends())
                .containsExactly(TrackStatus.CANCELLED);
        assertThat(new Story()
                        .tell(taken(RUNNER, 2, 1), stands(BookingStatus.REQUESTED, null, 3, 4))
                        .ends())
                .containsExactly(TrackStatus.CANCELLED);
    }

    @Test
    void whatHasHappenedSinceTheBookingServiceWasAskedIsNotUndone() {
        Story story = new Story()
                .tell(
                        taken(RUNNER, 2, 1),
                        reoffered(3, 3),
                        taken(SECOND, 4, 6),
                        stands(BookingStatus.ACCEPTED, RUNNER, 2, 1),
                        stands(BookingStatus.REQUESTED, null, 3, 3));
        assertThat(story.booking.parties().runner()).isEqualTo(SECOND);
        assertThat(story.ends()).containsExactly(TrackStatus.CANCELLED, TrackStatus.ACTIVE);
        story.tell(delivered(SECOND, 20), stands(BookingStatus.IN_PROGRESS, SECOND, 5, 9));
        assertThat(story.ends()).containsExactly(TrackStatus.CANCELLED, TrackStatus.COMPLETED);
    }

    @Test
    void whatTheFirstRunnerDidDoesNotDisturbTheSecondWhenItIsToldLate() {
        Story story = new Story().tell(taken(SECOND, 6), reoffered(3), taken(RUNNER, 1));
        assertThat(story.runners()).containsExactly(SECOND);
        assertThat(story.ends()).containsExactly(TrackStatus.ACTIVE);
    }

    @Test
    void anOfferThatIsToldAfterTheNextAcceptanceFindsTheTripReplaced() {
        Story story = new Story().tell(taken(RUNNER, 1), taken(SECOND, 6), reoffered(3));
        assertThat(story.runners()).containsExactly(RUNNER, SECOND);
        assertThat(story.ends()).containsExactly(TrackStatus.CANCELLED, TrackStatus.ACTIVE);
    }

    @Test
    void theRunnerOfACancelledBookingIsRememberedFromTheCancellation() {
        FollowedBooking known = FollowedBooking.unknown(BOOKING, "BK-ABCDEF");
        assertThat(known.cancelled(RUNNER, minute(1)).after().parties().runner())
                .isEqualTo(RUNNER);
        assertThat(known.acceptedBy(RUNNER, new VersionStamp(2, minute(1)))
                        .after()
                        .cancelled(null, minute(2))
                        .after()
                        .parties()
                        .runner())
                .isEqualTo(RUNNER);
    }
}
