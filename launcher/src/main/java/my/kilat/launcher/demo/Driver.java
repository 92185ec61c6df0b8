package my.kilat.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import my.kilat.platform.geo.Position;

/** A simulated runner: accepts an open job, drives there, picks up, drives on, delivers. */
final class Driver {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);
    private static final Duration BETWEEN_POSITIONS = Duration.ofMillis(120);
    private static final int STEPS_TO_PICKUP = 3;
    private static final int STEPS_TO_DROPOFF = 8;

    private final Person runner;
    private final Figures figures;
    private final Random random;
    private Position position;

    Driver(Person runner, Figures figures, Random random, Position start) {
        this.runner = runner;
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
            JsonNode job = takeOne();
            if (job == null) {
                Backend.rest(BETWEEN_LOOKS);
            } else {
                drive(job);
            }
        }
        runner.post("go offline", "/api/v1/runners/me/offline", null);
    }

    private @org.jspecify.annotations.Nullable JsonNode takeOne() {
        List<JsonNode> open = new ArrayList<>();
        runner.get("open jobs", "/api/v1/bookings?status=requested&page=1&limit=20")
                .path("data")
                .forEach(open::add);
        Collections.shuffle(open, random);
        for (JsonNode job : open.subList(0, Math.min(3, open.size()))) {
            try {
                return runner.post(
                                "accept", "/api/v1/bookings/" + job.path("id").asText() + "/accept", null)
                        .path("data");
            } catch (Refused e) {
                figures.lostRaces.increment();
            }
        }
        return null;
    }

    private void drive(JsonNode job) {
        String booking = "/api/v1/bookings/" + job.path("id").asText();
        try {
            driveTo(place(job.path("pickup_address")), STEPS_TO_PICKUP);
            runner.post("pick up", booking + "/pickup", null);
            driveTo(place(job.path("dropoff_address")), STEPS_TO_DROPOFF);
            runner.post("deliver", booking + "/deliver", null);
        } catch (Refused e) {
            if (e.status() != 422 && e.status() != 403) {
                throw e;
            }
            figures.lostRaces.increment(); // its owner has cancelled it meanwhile
        }
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

    private static Position place(JsonNode address) {
        return new Position(
                address.path("latitude").asDouble(), address.path("longitude").asDouble());
    }

    private static Object where(Position position) {
        return Backend.object("latitude", position.latitude(), "longitude", position.longitude());
    }
}
