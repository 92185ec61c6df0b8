package my.kilat.console.simulator;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.Word;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.identity.LoginRequest;
import my.kilat.contract.identity.Role;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * A runner of a demo, who drives from place to place and says where they are. Their phone can be lost, and then nothing is heard of
 * them; they can be put somewhere else, and go on from there. For use by several threads: the demo drives, administrators meddle.
 * What is shown never waits for a service.
 */
final class SimulatedRunner {
    private static final String PASSWORD = "SimulatedRunner123!";

    private final SimulatedPerson person;
    private final String name;

    /** Held while a position is on its way to the service, so that they arrive in order. */
    private final Object steering = new Object();

    // Guarded by this.
    private Position position = Town.somewhere();
    private Doing doing = Doing.OFF_DUTY;
    private boolean phoneLost;
    private SimulatedOwner.@Nullable Ride ride;

    SimulatedRunner(SimulatedPerson person, String name) {
        this.person = person;
        this.name = name;
    }

    /** The account of one of them, by number, from 1. */
    static LoginRequest login(int number) {
        return new LoginRequest("simulated-runner-" + number + "@kilat.my", PASSWORD);
    }

    /** What a runner does. */
    enum Doing implements Word {
        OFF_DUTY("off_duty"),
        WAITING("waiting"),
        TO_PICKUP("to_pickup"),
        WITH_PET("with_pet");

        private final String word;

        Doing(String word) {
            this.word = word;
        }

        @JsonValue
        @Override
        public String word() {
            return word;
        }
    }

    /** How a runner is now. */
    record Shown(
            UUID id,
            String name,
            Doing doing,
            boolean phoneLost,
            double latitude,
            double longitude,
            @Nullable UUID bookingId,
            @Nullable String bookingNumber) {}

    /** Nothing before they have logged in. */
    synchronized Optional<Shown> shown() {
        return person.id()
                .map(id -> new Shown(
                        id,
                        name,
                        doing,
                        phoneLost,
                        position.latitude(),
                        position.longitude(),
                        ride == null ? null : ride.id(),
                        ride == null ? null : ride.number()));
    }

    /** Has an account, a profile and a crate from now on, and goes on duty. */
    void getReady() {
        person.join(name, Role.RUNNER);
        if (profile().path("crate_specs").isEmpty()) {
            person.post(
                    Component.RUNNER,
                    "/api/v1/runners/me/crates",
                    Map.of(
                            "size",
                            "large",
                            "pet_types",
                            List.of("cat", "dog", "bird", "rabbit"),
                            "max_weight_kg",
                            40,
                            "ventilated",
                            true,
                            "temperature_controlled",
                            true));
        }
        person.post(Component.RUNNER, "/api/v1/runners/me/online", where(at()));
        become(Doing.WAITING, null);
    }

    /** Made now, unless an earlier demo has made it. */
    private JsonNode profile() {
        try {
            return person.post(
                    Component.RUNNER,
                    "/api/v1/runners",
                    Map.of(
                            "vehicle_type",
                            "car",
                            "vehicle_plate",
                            "SIM " + name.replaceAll("\\D", ""),
                            "vehicle_model",
                            "Perodua Bezza",
                            "vehicle_year",
                            2022,
                            "air_conditioned",
                            true));
        } catch (RefusedException e) {
            if (e.status() != SimulatedPerson.CONFLICT) {
                throw e;
            }
            return person.get(Component.RUNNER, "/api/v1/runners/me");
        }
    }

    void goOffline() {
        person.post(Component.RUNNER, "/api/v1/runners/me/offline", Map.of());
        become(Doing.OFF_DUTY, null);
    }

    void accept(SimulatedOwner.Ride taken) {
        act(taken, "accept");
        become(Doing.TO_PICKUP, taken);
    }

    void pickUp(SimulatedOwner.Ride taken) {
        act(taken, "pickup");
        become(Doing.WITH_PET, taken);
    }

    void deliver(SimulatedOwner.Ride taken) {
        act(taken, "deliver");
    }

    /** Has nothing to do any more. */
    void rest() {
        become(Doing.WAITING, null);
    }

    private void act(SimulatedOwner.Ride taken, String act) {
        person.post(Component.BOOKING, "/api/v1/bookings/" + taken.id() + "/" + act, Map.of());
    }

    private synchronized void become(Doing next, SimulatedOwner.@Nullable Ride taken) {
        doing = next;
        ride = taken;
    }

    synchronized Doing doing() {
        return doing;
    }

    private synchronized Position at() {
        return position;
    }

    /** Drives a part of the way, and says where they are then; does nothing while the phone is lost, which is false. */
    boolean drive(Position target, int partsLeft) {
        synchronized (steering) {
            if (isPhoneLost()) {
                return false;
            }
            say(at().towards(target, 1.0 / partsLeft));
            return true;
        }
    }

    /**
     * Puts the runner somewhere else; returns where they were.
     *
     * @throws Failure.Conflict if nothing could be heard of it
     */
    Position moveTo(Position place) {
        synchronized (steering) {
            if (doing() == Doing.OFF_DUTY) {
                throw new Failure.Conflict(name + " is off duty");
            }
            if (isPhoneLost()) {
                throw new Failure.Conflict(
                        "the phone of " + name + " is lost; nothing is heard of them until it is found");
            }
            Position before = at();
            say(place);
            return before;
        }
    }

    private void say(Position next) {
        person.post(Component.RUNNER, "/api/v1/runners/me/location", where(next));
        synchronized (this) {
            position = next;
        }
    }

    private synchronized boolean isPhoneLost() {
        return phoneLost;
    }

    /** Loses or finds the phone; returns whether it was lost before. */
    synchronized boolean losePhone(boolean lost) {
        boolean before = phoneLost;
        phoneLost = lost;
        return before;
    }

    private static Map<String, Object> where(Position place) {
        return Map.of("latitude", place.latitude(), "longitude", place.longitude());
    }
}
