package my.kilat.tracking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import my.kilat.contract.event.RideDelayed;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.event.TripEvent;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;
import my.kilat.tracking.domain.Sighting.Leg;
import my.kilat.tracking.domain.Sighting.Subject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a runner is expected, and what is told of it. */
class ProgressTest {
    private static final Instant START = Instant.parse("2026-02-12T10:00:00Z");
    private static final Position PICKUP = new Position(3.139, 101.6869);
    private static final Position DROPOFF = new Position(3.15, 101.71);
    private static final Position ELSEWHERE = new Position(3.2, 101.6);
    private static final Subject SUBJECT =
            new Subject(new UUID(0, 1), new UUID(0, 2), "BK-7QK2MX", new UUID(0, 3), new UUID(0, 4));
    private static final Progress NOTHING =
            new Progress(null, new Progress.Arrivals(null, null), null, null, null, false);

    private static Sighting seen(Leg leg, Position at, Instant when) {
        return seen(leg, at, when, null, null);
    }

    private static Sighting seen(
            Leg leg, Position at, Instant when, @Nullable Instant atPickup, @Nullable Instant atDropoff) {
        Journey journey = Journey.told(SUBJECT.booking(), PICKUP, DROPOFF, null, false, 1);
        return new Sighting(SUBJECT, leg, journey, at, when, atPickup, atDropoff);
    }

    private static Ways away(double minutes) {
        return away(minutes, Way.Source.STRAIGHT_LINE);
    }

    private static Ways away(double minutes, Way.Source source) {
        return new Ways(new Way(minutes / 2, minutes, source), new Way(3, 6, source));
    }

    private static Instant minute(double minutes) {
        return START.plusSeconds(Math.round(minutes * 60));
    }

    private static Progress.Look look(Progress before, double minute, double minutesAway) {
        return before.look(seen(Leg.TO_PICKUP, ELSEWHERE, minute(minute)), away(minutesAway), minute(minute));
    }

    private static List<Class<? extends TripEvent>> kinds(Progress.Look look) {
        return look.told().stream()
                .<Class<? extends TripEvent>>map(TripEvent::getClass)
                .toList();
    }

    @Test
    void bothStopsAreExpectedUntilThePetIsAboard() {
        Progress.Look first = look(NOTHING, 0, 10);
        Estimate estimate = Objects.requireNonNull(first.after().estimate());
        assertThat(estimate.pickupAt()).isEqualTo(minute(10));
        assertThat(estimate.dropoffAt()).isEqualTo(minute(16));
        assertThat(estimate.remainingKm()).isEqualTo(5);
        assertThat(first.dueAt()).isEqualTo(minute(0).plusSeconds(15));
        assertThat(Objects.requireNonNull(first.estimate()).pickupAt()).isEqualTo(minute(10));

        Sighting aboard = seen(Leg.TO_DROPOFF, PICKUP, minute(0));
        assertThat(first.after().wantsWays(aboard, minute(0.1))).as("at once").isTrue();
        Progress.Look second = first.after().look(aboard, new Ways(new Way(3, 6, Way.Source.OSRM), null), minute(0.1));
        estimate = Objects.requireNonNull(second.after().estimate());
        assertThat(estimate.pickupAt()).isNull();
        assertThat(estimate.dropoffAt()).isEqualTo(minute(6));
    }

    @Test
    void anEstimateIsWorkedOutEveryFifteenSecondsAndOnlyFromANewPosition() {
        Progress known = look(NOTHING, 0, 10).after();
        Sighting next = seen(Leg.TO_PICKUP, ELSEWHERE, minute(0).plusSeconds(5));
        assertThat(known.wantsWays(next, minute(0).plusSeconds(14))).isFalse();
        assertThat(known.look(next, away(3), minute(0).plusSeconds(14)).estimate())
                .isNull();
        assertThat(known.wantsWays(next, minute(0).plusSeconds(15))).isTrue();
        assertThat(known.wantsWays(seen(Leg.TO_PICKUP, ELSEWHERE, minute(0)), minute(9)))
                .isFalse();
        assertThat(known.wantsWays(seen(Leg.OVER, ELSEWHERE, minute(9)), minute(9)))
                .isFalse();
    }

    @Test
    void nobodyIsExpectedInThePast() {
        Progress.Look look = NOTHING.look(seen(Leg.TO_PICKUP, ELSEWHERE, minute(0)), away(2), minute(30));
        assertThat(Objects.requireNonNull(look.after().estimate()).pickupAt()).isEqualTo(minute(30));
    }

    @Test
    void aSlipIsToldOnceAndAgainOnlyAfterItHasRecovered() {
        Progress.Look look = look(NOTHING, 0, 16);
        look = look(look.after(), 5, 21);
        assertThat(look.told()).as("ten minutes are not more than ten").isEmpty();
        look = look(look.after(), 6, 20.1);
        assertThat(kinds(look)).containsExactly(RideDelayed.class);
        RideDelayed told = (RideDelayed) look.told().getFirst();
        assertThat(told.stop()).isEqualTo(Stop.PICKUP);
        assertThat(told.plannedAt()).isEqualTo(minute(16));
        assertThat(told.expectedAt()).isEqualTo(minute(26.1));
        assertThat(Objects.requireNonNull(look.estimate()).late()).isTrue();
        for (double slip : List.of(9.0, 12.0, 30.0, 5.1, 11.0)) {
            look = look(look.after(), 7 + slip / 100, 9 + slip - slip / 100);
            assertThat(look.told()).as(slip + " minutes").isEmpty();
            assertThat(look.after().late()).isTrue();
        }
        look = look(look.after(), 8, 8 + 4.9);
        assertThat(look.after().late()).isFalse();
        look = look(look.after(), 9, 7 + 10.1);
        assertThat(kinds(look)).containsExactly(RideDelayed.class);
    }

    @Test
    void aLongRideIsLateWhenItTakesMoreThanHalfAsLongAgain() {
        Progress.Look look = look(NOTHING, 0, 60);
        look = look(look.after(), 5, 55 + 30);
        assertThat(look.told()).isEmpty();
        look = look(look.after(), 6, 54 + 30.1);
        assertThat(kinds(look)).containsExactly(RideDelayed.class);
    }

    private static Progress.Look lookAtPlanned(Progress before, double plannedAt, double minute, double minutesAway) {
        Journey journey = Journey.told(SUBJECT.booking(), PICKUP, DROPOFF, minute(plannedAt), false, 1);
        Sighting seen = new Sighting(SUBJECT, Leg.TO_PICKUP, journey, ELSEWHERE, minute(minute), null, null);
        return before.look(seen, away(minutesAway), minute(minute));
    }

    @Test
    void aPlannedRideIsExpectedAtItsTimeAndLateOnlyAfterIt() {
        Progress.Look look = lookAtPlanned(NOTHING, 120, 0, 16);
        assertThat(Objects.requireNonNull(look.estimate()).pickupAt()).isEqualTo(minute(120));
        assertThat(look.estimate().dropoffAt()).isEqualTo(minute(126));
        for (double minute : List.of(30.0, 60.0, 100.0, 104.0, 113.5)) {
            look = lookAtPlanned(look.after(), 120, minute, 16);
            assertThat(look.told()).as("minute " + minute).isEmpty();
        }
        look = lookAtPlanned(look.after(), 120, 114.1, 16);
        assertThat(look.told())
                .as("ten minutes, and more than half of the 16 that it takes")
                .hasSize(1);
        assertThat(((RideDelayed) look.told().getFirst()).plannedAt()).isEqualTo(minute(120));
    }

    @Test
    void aPlannedRideThatCannotBeInTimeIsMeasuredAgainstTheFirstEstimate() {
        Progress.Look look = lookAtPlanned(NOTHING, 10, 0, 30);
        assertThat(Objects.requireNonNull(look.estimate()).pickupAt()).isEqualTo(minute(30));
        look = lookAtPlanned(look.after(), 10, 20, 25);
        assertThat(look.told()).isEmpty();
        look = lookAtPlanned(look.after(), 10, 21, 25);
        assertThat(look.told()).hasSize(1);
    }

    private static Progress.Look look(Progress before, double minute, double minutesAway, Way.Source source) {
        return before.look(seen(Leg.TO_PICKUP, ELSEWHERE, minute(minute)), away(minutesAway, source), minute(minute));
    }

    @Test
    void anotherSourceOfWaysIsNoDelayAndLeavesThePlan() {
        Progress.Look look = look(NOTHING, 0, 16);
        for (int i = 1; i <= 4; i++) {
            look = look(look.after(), i, 46 - i, Way.Source.OSRM);
            look = look(look.after(), i + 0.5, 15.5 - i);
            assertThat(look.told()).isEmpty();
            assertThat(look.after().late()).isFalse();
            assertThat(Objects.requireNonNull(look.after().plan()).at()).isEqualTo(minute(16));
        }
        look = look(look.after(), 6, 20.1);
        assertThat(((RideDelayed) look.told().getFirst()).plannedAt()).isEqualTo(minute(16));
    }

    @Test
    void aDelayIsSeenAlthoughTheSourceOfWaysHasChangedForGood() {
        Progress.Look look = look(NOTHING, 0, 16);
        look = look(look.after(), 1, 25, Way.Source.OSRM);
        look = look(look.after(), 6, 30, Way.Source.OSRM);
        assertThat(look.told()).as("ten minutes later than 26").isEmpty();
        look = look(look.after(), 7, 32.1, Way.Source.OSRM);
        assertThat(kinds(look)).as("more than half of 26").containsExactly(RideDelayed.class);
        assertThat(((RideDelayed) look.told().getFirst()).plannedAt()).isEqualTo(minute(26));
        look = look(look.after(), 8, 12, Way.Source.OSRM);
        assertThat(look.after().late()).isFalse();
    }

    private static Progress.Look lookAt(Journey journey, Progress before, double minute, double minutesAway) {
        Sighting seen = new Sighting(SUBJECT, Leg.TO_PICKUP, journey, ELSEWHERE, minute(minute), null, null);
        return before.look(seen, away(minutesAway), minute(minute));
    }

    @Test
    void anotherTimeOfARideMakesAnotherPlanAtOnce() {
        Journey atTen = new Journey(SUBJECT.booking(), PICKUP, DROPOFF, minute(10), true, false, 1, 1);
        Journey atHundred = new Journey(SUBJECT.booking(), PICKUP, DROPOFF, minute(100), true, false, 2, 2);
        Progress.Look look = lookAt(atTen, NOTHING, 0, 5);
        look = lookAt(atTen, look.after(), 20, 5);
        assertThat(look.after().late()).isTrue();
        look = lookAt(atHundred, look.after(), 20.1, 5);
        assertThat(Objects.requireNonNull(look.estimate()).pickupAt()).isEqualTo(minute(100));
        assertThat(look.after().late()).isFalse();
        assertThat(Objects.requireNonNull(look.after().plan()).at()).isEqualTo(minute(100));
        assertThat(lookAt(atHundred, look.after(), 20.2, 5).estimate())
                .as("once")
                .isNull();
    }

    @Test
    void nobodyIsLateAtAPickupWhoseTimeIsNotKnown() {
        Journey unknown = new Journey(SUBJECT.booking(), PICKUP, DROPOFF, null, false, false, 1, 1);
        Progress.Look look = lookAt(unknown, NOTHING, 0, 5);
        assertThat(Objects.requireNonNull(look.estimate()).pickupAt()).isEqualTo(minute(5));
        look = lookAt(unknown, look.after(), 60, 5);
        assertThat(look.told()).isEmpty();
        Sighting aboard = new Sighting(SUBJECT, Leg.TO_DROPOFF, unknown, PICKUP, minute(61), null, null);
        look = look.after().look(aboard, new Ways(new Way(3, 6, Way.Source.OSRM), null), minute(61));
        assertThat(Objects.requireNonNull(look.after().plan()).at()).isEqualTo(minute(67));
    }

    @Test
    void anArrivalIsToldOnce() {
        Sighting near = seen(Leg.TO_PICKUP, ELSEWHERE, minute(2), minute(1), null);
        Progress.Look look = NOTHING.look(near, away(1), minute(2));
        assertThat(kinds(look)).containsExactly(RunnerArrived.class);
        RunnerArrived told = (RunnerArrived) look.told().getFirst();
        assertThat(told.stop()).isEqualTo(Stop.PICKUP);
        assertThat(told.arrivedAt()).isEqualTo(minute(1));
        assertThat(told.passed()).isFalse();
        assertThat(look.after().look(near, away(1), minute(3)).told()).isEmpty();
    }

    @Test
    void aPositionThatIsNotStoredCountsAsWell() {
        double nearLatitude = PICKUP.latitude() + 0.149 / 111.195;
        double farLatitude = PICKUP.latitude() + 0.151 / 111.195;
        assertThat(NOTHING.look(seen(Leg.TO_PICKUP, new Position(farLatitude, PICKUP.longitude()), START), null, START)
                        .told())
                .isEmpty();
        assertThat(NOTHING.look(seen(Leg.TO_PICKUP, new Position(nearLatitude, PICKUP.longitude()), START), null, START)
                        .told())
                .hasSize(1);
    }

    @Test
    void whoPassesTheDropOffOnTheWayToThePickupHasNotArrivedThere() {
        assertThat(NOTHING.look(seen(Leg.TO_PICKUP, DROPOFF, START), null, START)
                        .told())
                .isEmpty();
        Progress.Look aboard = NOTHING.look(seen(Leg.TO_DROPOFF, DROPOFF, START), null, minute(1));
        assertThat(aboard.told()).isEmpty();
        assertThat(aboard.after().pickedUpAt()).isEqualTo(minute(1));
        assertThat(kinds(aboard.after().look(seen(Leg.TO_DROPOFF, DROPOFF, minute(9)), null, minute(9))))
                .containsExactly(RunnerArrived.class);
    }

    @Test
    void whatIsFoundOnlyAfterwardsIsMarked() {
        Progress.Look look = NOTHING.look(seen(Leg.OVER, ELSEWHERE, minute(9), minute(2), null), null, minute(9));
        assertThat(((RunnerArrived) look.told().getFirst()).passed()).isTrue();
        assertThat(look.dueAt()).isNull();
    }

    @Test
    void closeToAStopArrivalsAreLookedForMoreOften() {
        Progress.Look look = look(NOTHING, 0, 1);
        assertThat(look.dueAt()).isEqualTo(START.plus(Duration.ofSeconds(3)));
    }
}
