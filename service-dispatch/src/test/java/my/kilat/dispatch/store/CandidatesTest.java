package my.kilat.dispatch.store;

import static my.kilat.dispatch.store.RandomTown.NOW;
import static my.kilat.dispatch.store.RandomTown.PICKUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.runner.Crate;
import my.kilat.dispatch.domain.Candidate;
import my.kilat.dispatch.domain.Need;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Rounds;
import my.kilat.dispatch.domain.Search;
import my.kilat.dispatch.domain.Selection;
import my.kilat.dispatch.domain.Weights;
import my.kilat.dispatch.store.RandomTown.Made;
import my.kilat.dispatch.store.RandomTown.Runner;
import my.kilat.dispatch.store.RandomTown.Trip;
import my.kilat.dispatch.store.RandomTown.Wanted;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.geo.Position;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the database finds, and in which order they are asked, against the same rules applied to every row, one by one. */
class CandidatesTest {
    private static final Duration HEARD_WITHIN = Duration.ofMinutes(5);
    private static final double REACH = 10_000;
    private static final int NEAREST = 300;

    private static final RandomTown TOWN = new RandomTown(8008, 1_500, 16);
    private static final Map<UUID, List<Trip>> TRIPS = TOWN.trips.stream().collect(Collectors.groupingBy(Trip::runner));
    private static final Map<UUID, List<Made>> OFFERS =
            TOWN.offers.stream().collect(Collectors.groupingBy(Made::runner));

    private static Database database;

    @BeforeAll
    static void fill() {
        database = Database.open(
                DatabaseSettings.from(TestService.environment(true, Map.of()), "dispatch"),
                "dispatch",
                new SimpleMeterRegistry());
        database.run(tx -> TownTables.fill(tx, TOWN));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    /** A runner who is free, and how well they suit. */
    private record Suitable(UUID id, double metres, double score) {}

    @ParameterizedTest
    @CsvSource({"0, 1, 2 5 10", "0, 2, 10", "3000, 1, 2 5 10", "6000, 3, 10"})
    void membersAndOrderAreThoseOfBruteForce(double finishing, int perRunner, String kilometres) {
        List<Integer> radii =
                Stream.of(kilometres.split(" ")).map(Integer::valueOf).toList();
        Rounds rounds = new Rounds(3, Duration.ofSeconds(20), radii, 6, perRunner);
        FreeRunners runners = new FreeRunners(rounds, HEARD_WITHIN, finishing);
        Selection selection = new Selection(rounds, new Weights(60, 15, 15, 10));
        for (Wanted wanted : TOWN.wanted) {
            List<Runner> free = free(wanted, finishing, perRunner);
            List<Candidate> found = database.transact(tx -> runners.around(tx, ride(wanted), PICKUP, NOW));
            assertThat(found)
                    .extracting(Candidate::runnerId)
                    .containsExactlyInAnyOrderElementsOf(
                            free.stream().map(Runner::id).toList());
            assertThat(selection.order(wanted.booking(), wanted.need(), found))
                    .extracting(Candidate::runnerId)
                    .containsExactlyElementsOf(inOrder(wanted.need(), free, radii));
        }
    }

    /** Otherwise the comparison would not tell much. */
    @Test
    void theTownHasMoreThanTheNearestAndSomeForEachRadius() {
        assertThat(TOWN.wanted).anyMatch(wanted -> free(wanted, 6_000, 3).size() == NEAREST);
        assertThat(TOWN.wanted).allMatch(wanted -> !free(wanted, 0, 1).isEmpty());
        assertThat(TOWN.wanted.stream()
                        .map(wanted -> inOrder(wanted.need(), free(wanted, 0, 1), List.of(10))
                                .size())
                        .distinct())
                .hasSizeGreaterThan(3);
    }

    private static Ride ride(Wanted wanted) {
        Search search = new Search(SearchStatus.SEARCHING, wanted.cycle(), 0, 0, NOW, NOW, null);
        return Ride.unheard(wanted.booking()).with(search);
    }

    private static double metres(Runner runner) {
        return Spheroid.metres(PICKUP, Objects.requireNonNull(runner.place()));
    }

    /** By which the index tells who is nearest: of a few at the far end of the nearest the spheroid would choose others. */
    private static double onASphere(Runner runner) {
        return PICKUP.kilometresTo(Objects.requireNonNull(runner.place()));
    }

    private static List<Runner> free(Wanted wanted, double finishing, int perRunner) {
        return TOWN.runners.stream()
                .filter(runner -> runner.online() && runner.crates() != null && runner.place() != null)
                .filter(runner -> runner.heardAt().isAfter(NOW.minus(HEARD_WITHIN)))
                .filter(runner -> metres(runner) <= REACH)
                .filter(runner -> trips(runner).allMatch(trip -> isNoHindrance(trip, runner, finishing)))
                .filter(runner -> offers(runner)
                                .filter(offer -> offer.state().equals("open"))
                                .count()
                        < perRunner)
                .filter(runner -> offers(runner)
                        .filter(offer -> offer.booking().equals(wanted.booking()))
                        .noneMatch(offer ->
                                offer.cycle() == wanted.cycle() || offer.state().equals("declined")))
                .filter(runner -> !TOWN.exclusions.contains(new RandomTown.Pair(wanted.booking(), runner.id())))
                .sorted(Comparator.comparingDouble(CandidatesTest::onASphere))
                .limit(NEAREST)
                .toList();
    }

    private static Stream<Trip> trips(Runner runner) {
        return TRIPS.getOrDefault(runner.id(), List.of()).stream();
    }

    private static Stream<Made> offers(Runner runner) {
        return OFFERS.getOrDefault(runner.id(), List.of()).stream();
    }

    private static boolean isNoHindrance(Trip trip, Runner runner, double finishing) {
        Position end = trip.dropoff();
        return switch (trip.stage()) {
            case "ended" -> true;
            case "in_progress" ->
                finishing > 0
                        && end != null
                        && Spheroid.metres(end, PICKUP) <= finishing
                        && Spheroid.metres(end, Objects.requireNonNull(runner.place())) <= finishing;
            default -> false;
        };
    }

    private static List<UUID> inOrder(Need need, List<Runner> free, List<Integer> radii) {
        List<Suitable> able = free.stream()
                .filter(runner -> canCarry(need, runner))
                .map(runner -> new Suitable(runner.id(), metres(runner), score(runner)))
                .toList();
        for (int radius : radii) {
            List<Suitable> inside = able.stream()
                    .filter(one -> one.metres() <= radius * 1_000.0)
                    .toList();
            if (!inside.isEmpty()) {
                assertThat(inside).extracting(Suitable::score).doesNotHaveDuplicates();
                return inside.stream()
                        .sorted(Comparator.comparingDouble(Suitable::score).reversed())
                        .map(Suitable::id)
                        .toList();
            }
        }
        return List.of();
    }

    private static boolean canCarry(Need need, Runner runner) {
        boolean tempered = need.crate().needsTempControl();
        for (Crate crate : Objects.requireNonNull(runner.crates())) {
            boolean takes = crate.petTypes().stream()
                    .anyMatch(pet -> pet == need.pet()
                            || pet.word().equals(need.pet().type().word()));
            if (takes
                    && crate.size().ordinal() >= need.crate().minimumSize().ordinal()
                    && crate.maxWeightKg() >= need.crate().minimumWeightCapacity()
                    && (!need.crate().needsVentilation() || crate.ventilated())
                    && (!tempered || (crate.temperatureControlled() && runner.airConditioned()))) {
                return true;
            }
        }
        return false;
    }

    private static double score(Runner runner) {
        List<Made> latest = offers(runner)
                .sorted(Comparator.comparing(Made::madeAt).reversed())
                .limit(20)
                .toList();
        long accepted = count(latest, "accepted");
        long answered = accepted + count(latest, "declined") + count(latest, "expired");
        Instant since = Stream.concat(
                        Stream.ofNullable(runner.sessionAt()), trips(runner).map(Trip::changedAt))
                .max(Comparator.naturalOrder())
                .orElse(NOW);
        double nearness = 1 - metres(runner) / REACH;
        double waiting = Math.min(1, Duration.between(since, NOW).toSeconds() / 1_800.0);
        double stars = (runner.rating() == 0 ? 3.5 : runner.rating()) / 5;
        return 60 * nearness + 15 * waiting + 15 * stars + 10 * (accepted + 1.0) / (answered + 2.0);
    }

    private static long count(List<Made> offers, String state) {
        return offers.stream().filter(offer -> offer.state().equals(state)).count();
    }
}
