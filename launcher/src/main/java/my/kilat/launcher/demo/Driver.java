package my.kilat.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/** A simulated runner: accepts an offer or an open job, drives there, picks up, drives on, delivers. */
final class Driver {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_POSITIONS = Duration.ofMillis(120);
    private static final int STEPS_TO_PICKUP = 3;
    private static final int STEPS_TO_DROPOFF = 8;
    private static final int STEPS_OUT_OF_REACH = 6;

    private final Person runner;
    private final Figures figures;
    private final Manner manner;
    private final Offers offers;
    private final Random random;
    private Position position;
    private boolean hasGivenBack;
    private int looks;

    Driver(Person runner, Manner manner, Figures figures, Random random, Position start) {
        this.runner = runner;
        this.manner = manner;
        this.offers = new Offers(runner, manner, figures);
        this.figures = figures;
        this.random = random;
        this.position = start;
    }

    /** Sets up the profile and a crate, and goes online. */
    void getReady() {
        try {
            runner.post(
                    "create runner",
                    "/api/v1/runners",
                    Backend.object(
                            "vehicle_type",
                            "car",
                            "vehicle_plate",
                            "W" + (1000 + random.nextInt(9000)) + "K",
                            "vehicle_model",
                            "Perodua Bezza",
                            "vehicle_year",
                            2022,
                            "air_conditioned",
                            true));
            runner.post(
                    "add crate",
                    "/api/v1/runners/me/crates",
                    Backend.object(
                            "size",
                            "large",
                            "pet_types",
                            List.of("cat", "dog", "bird", "rabbit", "reptile", "other"),
                            "max_weight_kg",
                            40,
                            "ventilated",
                            true,
                            "temperature_controlled",
                            true));
        } catch (Refused e) {
            if (e.status() != 409) {
                throw e;
            }
        }
        runner.post("go online", "/api/v1/runners/me/online", where(position));
    }

    /** Works until nothing is left to do. */
    void work(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            Job job = take();
            if (job == null) {
                Backend.rest(BETWEEN_LOOKS);
            } else {
                drive(job);
            }
        }
        runner.post("go offline", "/api/v1/runners/me/offline", null);
    }

    /** The list of open jobs is looked at every second time, which keeps the requests within the rate limit. */
    private @Nullable Job take() {
        Job offered = offers.take();
        looks++;
        return offered == null && looks % 2 == 1 ? takeOpen() : offered;
    }

    private @Nullable Job takeOpen() {
        List<JsonNode> open = new ArrayList<>();
        runner.get("open jobs", "/api/v1/bookings?status=requested&page=1&limit=20")
                .path("data")
                .forEach(open::add);
        Collections.shuffle(open, random);
        for (JsonNode job : open.subList(0, Math.min(3, open.size()))) {
            try {
                return Job.ofBooking(runner.post(
                                "accept", "/api/v1/bookings/" + job.path("id").asText() + "/accept", null)
                        .path("data"));
            } catch (Refused e) {
                figures.lostRaces.increment();
            }
        }
        return null;
    }

    private void drive(Job job) {
        String booking = "/api/v1/bookings/" + job.booking();
        try {
            if (manner == Manner.FICKLE && !hasGivenBack) {
                hasGivenBack = true;
                giveBack(booking);
                return;
            }
            driveTo(job.pickup(), STEPS_TO_PICKUP);
            runner.post("pick up", booking + "/pickup", null);
            if (manner == Manner.OUT_OF_REACH) {
                driveOutOfReach(Places.way(position, job.dropoff(), 2).getFirst());
            }
            driveTo(job.dropoff(), STEPS_TO_DROPOFF);
            runner.post("deliver", booking + "/deliver", null);
        } catch (Refused e) {
            if (e.status() != 422 && e.status() != 403) {
                throw e;
            }
            figures.lostRaces.increment(); // its owner has cancelled it meanwhile
        }
    }

    private void giveBack(String booking) {
        try {
            runner.post("give back", booking + "/decline", Backend.object("reason", "too_far"));
            figures.givenBack.increment();
        } catch (Refused e) {
            figures.lostRaces.increment(); // its owner has cancelled it meanwhile
        }
    }

    /** The positions of a way are sent together at its end, each with the time at which it was taken. */
    private void driveOutOfReach(Position target) {
        List<Object> taken = new ArrayList<>();
        for (Position next : Places.way(position, target, STEPS_OUT_OF_REACH)) {
            taken.add(Backend.object(
                    "latitude", next.latitude(),
                    "longitude", next.longitude(),
                    "recorded_at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()));
            position = next;
            Backend.rest(BETWEEN_POSITIONS);
        }
        runner.post("send positions", "/api/v1/runners/me/locations", Backend.object("locations", taken));
        figures.phonesLost.increment();
        figures.positionsSent.add(taken.size());
    }

    private void driveTo(Position target, int steps) {
        double kilometres = position.kilometresTo(target);
        double heading = Math.floorMod(
                Math.round(Math.toDegrees(Math.atan2(
                        target.longitude() - position.longitude(), target.latitude() - position.latitude()))),
                360);
        for (Position next : Places.way(position, target, steps)) {
            runner.post(
                    "send position",
                    "/api/v1/runners/me/location",
                    Backend.object(
                            "latitude", next.latitude(),
                            "longitude", next.longitude(),
                            "speed_kmh", Math.min(90, 20 + kilometres * 4),
                            "heading_degrees", heading));
            figures.positionsSent.increment();
            position = next;
            Backend.rest(BETWEEN_POSITIONS);
        }
    }

    private static Object where(Position position) {
        return Backend.object("latitude", position.latitude(), "longitude", position.longitude());
    }
}
