package my.kilat.dispatch.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.runner.Crate;
import my.kilat.dispatch.domain.Need;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/** Runners, rides and offers by chance, the same with each run. */
final class RandomTown {
    static final Instant NOW = Instant.parse("2026-02-12T10:00:00Z");
    static final Position PICKUP = new Position(3.139, 101.6869);

    private static final List<String> STATES = List.of("open", "accepted", "declined", "expired", "withdrawn");
    private static final double SPREAD = 0.1;

    final List<Runner> runners = new ArrayList<>();
    final List<Trip> trips = new ArrayList<>();
    final List<Wanted> wanted = new ArrayList<>();
    final List<Made> offers = new ArrayList<>();
    final Set<Pair> exclusions = new HashSet<>();

    private final Random random;

    record Runner(
            UUID id,
            boolean online,
            @Nullable Instant sessionAt,
            @Nullable Position place,
            Instant heardAt,
            double rating,
            @Nullable List<Crate> crates,
            boolean airConditioned) {}

    /** A ride that a runner has or had; without its drop-off if only its acceptance was heard of. */
    record Trip(
            UUID booking,
            UUID runner,
            String stage,
            @Nullable Position dropoff,
            Instant changedAt) {}

    /** A booking for which a runner is looked for. */
    record Wanted(UUID booking, int cycle, Need need) {}

    record Made(UUID booking, UUID runner, int cycle, String state, Instant madeAt) {}

    record Pair(UUID booking, UUID runner) {}

    RandomTown(long seed, int runnerCount, int wantedCount) {
        random = new Random(seed);
        for (int i = 0; i < wantedCount; i++) {
            wanted.add(new Wanted(id(), 1 + random.nextInt(3), need()));
        }
        for (int i = 0; i < runnerCount; i++) {
            Runner runner = runner();
            runners.add(runner);
            addTrips(runner.id());
            addOffers(runner.id());
            for (Wanted booking : wanted) {
                if (oneIn(20)) {
                    exclusions.add(new Pair(booking.booking(), runner.id()));
                }
            }
        }
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private boolean oneIn(int some) {
        return random.nextInt(some) == 0;
    }

    private Instant before(Duration most) {
        return NOW.minusSeconds(1 + random.nextInt((int) most.toSeconds()));
    }

    private Position near() {
        return new Position(
                PICKUP.latitude() + SPREAD * (2 * random.nextDouble() - 1),
                PICKUP.longitude() + SPREAD * (2 * random.nextDouble() - 1));
    }

    private Need need() {
        PetKind pet = PetKind.values()[random.nextInt(PetKind.values().length)];
        return new Need(
                pet,
                new CrateRequirement(
                        CrateSize.values()[random.nextInt(3)],
                        !oneIn(3),
                        pet == PetKind.REPTILE,
                        1 + random.nextInt(20) / 2.0));
    }

    private Runner runner() {
        List<Crate> crates = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            crates.add(crate());
        }
        return new Runner(
                id(),
                !oneIn(10),
                oneIn(20) ? null : before(Duration.ofHours(1)),
                oneIn(40) ? null : near(),
                before(Duration.ofMinutes(6)),
                oneIn(5) ? 0 : random.nextInt(51) / 10.0,
                oneIn(20) ? null : crates,
                random.nextBoolean());
    }

    private Crate crate() {
        Set<PetKind> pets = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            pets.add(PetKind.values()[random.nextInt(PetKind.values().length)]);
        }
        return new Crate(
                id(),
                CrateSize.values()[random.nextInt(CrateSize.values().length)],
                pets.stream().sorted().toList(),
                2 + random.nextInt(30),
                0,
                0,
                0,
                !oneIn(4),
                random.nextBoolean());
    }

    private void addTrips(UUID runner) {
        for (int i = random.nextInt(3); i > 0; i--) {
            trips.add(new Trip(id(), runner, "ended", near(), before(Duration.ofHours(1))));
        }
        if (oneIn(8)) {
            trips.add(new Trip(id(), runner, "accepted", near(), before(Duration.ofMinutes(20))));
        }
        if (oneIn(4)) {
            trips.add(new Trip(id(), runner, "in_progress", oneIn(5) ? null : near(), before(Duration.ofMinutes(20))));
        }
    }

    /** Of other bookings in the past, some still open, and of those for which a runner is looked for. */
    private void addOffers(UUID runner) {
        for (int i = random.nextInt(30); i > 0; i--) {
            String state = STATES.get(oneIn(30) ? 0 : 1 + random.nextInt(4));
            offers.add(new Made(id(), runner, 1, state, before(Duration.ofHours(2))));
        }
        for (Wanted booking : wanted) {
            if (oneIn(12)) {
                String state = STATES.get(2 + random.nextInt(3));
                int cycle = 1 + random.nextInt(booking.cycle());
                offers.add(new Made(booking.booking(), runner, cycle, state, before(Duration.ofHours(2))));
            }
        }
    }
}
