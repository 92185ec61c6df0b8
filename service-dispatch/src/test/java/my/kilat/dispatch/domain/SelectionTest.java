package my.kilat.dispatch.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.runner.Crate;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is asked, and in which order. */
class SelectionTest {
    private static final Need DOG = new Need(PetKind.DOG, new CrateRequirement(CrateSize.MEDIUM, true, false, 14.4));
    private static final Rounds ROUNDS = new Rounds(3, Duration.ofSeconds(20), List.of(2, 5, 10), 6, 1);
    private static final Weights WEIGHTS = new Weights(60, 15, 15, 10);
    private static final Selection SELECTION = new Selection(ROUNDS, WEIGHTS);
    private static final Position PLACE = new Position(3.139, 101.6869);
    private static final UUID BOOKING = UUID.fromString("0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11");

    private static Crate crate(
            CrateSize size, double kilograms, boolean ventilated, boolean tempered, PetKind... pets) {
        return new Crate(UUID.randomUUID(), size, List.of(pets), kilograms, 0, 0, 0, ventilated, tempered);
    }

    private static Candidate at(double metres) {
        return new Candidate(
                UUID.randomUUID(),
                metres,
                PLACE,
                Duration.ZERO,
                0,
                0,
                0,
                null,
                List.of(crate(CrateSize.LARGE, 30, true, false, PetKind.DOG)),
                false);
    }

    private static Candidate offered(@Nullable Duration since) {
        return new Candidate(UUID.randomUUID(), 100, PLACE, Duration.ZERO, 0, 0, 0, since, at(0).crates(), false);
    }

    @ParameterizedTest
    @CsvSource({
        "medium, 14.4, true, false, dog, true",
        "xlarge, 99, true, true, dog, true",
        "small, 14.4, true, false, dog, false",
        "medium, 14.3, true, false, dog, false",
        "medium, 14.4, false, false, dog, false",
        "medium, 14.4, true, false, cat, false",
    })
    void aCrateHasToSuitInEveryRespect(
            String size, double kilograms, boolean ventilated, boolean tempered, String pet, boolean suits) {
        assertThat(DOG.isMetBy(List.of(crate(CrateSize.of(size), kilograms, ventilated, tempered, PetKind.of(pet)))))
                .isEqualTo(suits);
    }

    @Test
    void oneCrateHasToSuitAndNotTwoTogether() {
        assertThat(DOG.isMetBy(List.of(
                        crate(CrateSize.SMALL, 50, true, true, PetKind.DOG),
                        crate(CrateSize.XLARGE, 50, true, true, PetKind.CAT))))
                .isFalse();
        assertThat(DOG.isMetBy(List.of())).isFalse();
    }

    @Test
    void aReptileNeedsItsTemperatureAndAHamsterFitsWhereOthersDo() {
        Need reptile = new Need(PetKind.REPTILE, new CrateRequirement(CrateSize.SMALL, true, true, 1));
        assertThat(reptile.isMetBy(List.of(crate(CrateSize.SMALL, 5, true, false, PetKind.REPTILE))))
                .isFalse();
        assertThat(reptile.isMetBy(List.of(crate(CrateSize.SMALL, 5, true, true, PetKind.REPTILE))))
                .isTrue();
        Need hamster = new Need(PetKind.HAMSTER, new CrateRequirement(CrateSize.SMALL, true, false, 1));
        assertThat(hamster.isMetBy(List.of(crate(CrateSize.SMALL, 5, true, false, PetKind.OTHER))))
                .isTrue();
        assertThat(hamster.isMetBy(List.of(crate(CrateSize.SMALL, 5, true, false, PetKind.HAMSTER))))
                .isTrue();
        assertThat(hamster.isMetBy(List.of(crate(CrateSize.SMALL, 5, true, false, PetKind.FISH))))
                .isFalse();
    }

    @Test
    void whatNeedsItsTemperatureKeptNeedsAnAirConditionedVehicleAsWell() {
        Need reptile = new Need(PetKind.REPTILE, new CrateRequirement(CrateSize.SMALL, true, true, 1));
        List<Crate> crates = List.of(crate(CrateSize.SMALL, 20, true, true, PetKind.REPTILE, PetKind.DOG));
        Candidate hot = new Candidate(UUID.randomUUID(), 100, PLACE, Duration.ZERO, 0, 0, 0, null, crates, false);
        Candidate cool = new Candidate(UUID.randomUUID(), 200, PLACE, Duration.ZERO, 0, 0, 0, null, crates, true);
        assertThat(SELECTION.order(BOOKING, reptile, List.of(hot, cool))).containsExactly(cool);
        Need small = new Need(PetKind.DOG, new CrateRequirement(CrateSize.SMALL, true, false, 1));
        assertThat(SELECTION.order(BOOKING, small, List.of(hot, cool))).containsExactly(hot, cool);
    }

    @Test
    void whoeverIsInANarrowerCircleIsAskedFirstHoweverGoodOthersAre() {
        Candidate near = at(1_999);
        Candidate excellent = new Candidate(
                UUID.randomUUID(), 2_001, PLACE, Duration.ofHours(2), 5, 50, 50, null, near.crates(), false);
        assertThat(SELECTION.order(BOOKING, DOG, List.of(excellent, near))).containsExactly(near);
        assertThat(SELECTION.order(BOOKING, DOG, List.of(excellent))).containsExactly(excellent);
        assertThat(SELECTION.order(BOOKING, DOG, List.of(at(10_001)))).isEmpty();
    }

    @Test
    void ofEqualsWhoHasWaitedLongestForAnOfferIsFirst() {
        Candidate never = offered(null);
        Candidate longAgo = offered(Duration.ofHours(3));
        Candidate justNow = offered(Duration.ofMinutes(1));
        assertThat(SELECTION.order(BOOKING, DOG, List.of(justNow, longAgo, never)))
                .containsExactly(never, longAgo, justNow);
    }

    @Test
    void amongCompleteEqualsItIsNotTheSameOneForEveryBooking() {
        List<Candidate> equals = List.of(offered(null), offered(null), offered(null), offered(null));
        Set<UUID> first = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            UUID booking = UUID.randomUUID();
            List<Candidate> order = SELECTION.order(booking, DOG, equals);
            assertThat(SELECTION.order(booking, DOG, equals.reversed())).isEqualTo(order);
            first.add(order.getFirst().runnerId());
        }
        assertThat(first).hasSize(4);
    }

    @Test
    void whoseDistanceByRoadIsKnownComesFirstInItsOrder() {
        Candidate acrossTheRiver = at(500);
        Candidate downTheStreet = at(900);
        Candidate unmeasured = at(100);
        List<Candidate> inOrder = List.of(unmeasured, acrossTheRiver, downTheStreet);
        List<Candidate> byRoad = SELECTION.byRoad(
                BOOKING, inOrder, Map.of(acrossTheRiver.runnerId(), 9_000.0, downTheStreet.runnerId(), 1_000.0));
        assertThat(byRoad)
                .extracting(Candidate::runnerId)
                .containsExactly(downTheStreet.runnerId(), acrossTheRiver.runnerId(), unmeasured.runnerId());
        assertThat(byRoad).extracting(Candidate::metres).containsExactly(1_000.0, 9_000.0, 100.0);
        assertThat(SELECTION.byRoad(BOOKING, inOrder, Map.of())).isEqualTo(inOrder);
    }

    /** Against the rules written down once more, the long way round. */
    @Test
    void membersAndOrderAreThoseOfBruteForce() {
        Random random = new Random(8008);
        for (int town = 0; town < 300; town++) {
            List<Candidate> free = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                free.add(new Candidate(
                        new UUID(random.nextLong(), random.nextLong()),
                        random.nextDouble() * 12_000,
                        PLACE,
                        Duration.ofSeconds(random.nextInt(4_000)),
                        random.nextInt(6),
                        10,
                        random.nextInt(11),
                        Duration.ofSeconds(random.nextInt(10_000)),
                        List.of(crate(
                                CrateSize.values()[random.nextInt(4)],
                                5 + random.nextInt(30),
                                random.nextInt(5) > 0,
                                random.nextBoolean(),
                                random.nextBoolean() ? PetKind.DOG : PetKind.CAT)),
                        random.nextBoolean()));
            }
            assertThat(SELECTION.order(BOOKING, DOG, free)).isEqualTo(bruteForce(free));
        }
    }

    private static List<Candidate> bruteForce(List<Candidate> free) {
        List<Candidate> able = new ArrayList<>();
        for (Candidate runner : free) {
            Crate crate = runner.crates().getFirst();
            if (crate.petTypes().contains(PetKind.DOG)
                    && crate.size() != CrateSize.SMALL
                    && crate.maxWeightKg() >= 14.4
                    && crate.ventilated()) {
                able.add(runner);
            }
        }
        for (int radius : List.of(2_000, 5_000, 10_000)) {
            List<Candidate> inside = new ArrayList<>(able);
            inside.removeIf(runner -> runner.metres() > radius);
            if (!inside.isEmpty()) {
                inside.sort(Comparator.comparingDouble(SelectionTest::points).reversed());
                return inside;
            }
        }
        return List.of();
    }

    private static double points(Candidate runner) {
        double stars = runner.rating() == 0 ? 3.5 : runner.rating();
        return (60 * (1 - runner.metres() / 10_000)
                        + 15 * Math.min(1, runner.idle().toSeconds() / 1_800.0)
                        + 15 * stars / 5
                        + 10 * (runner.accepted() + 1.0) / 12)
                / 100;
    }
}
