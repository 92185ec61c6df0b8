package my.kilat.console.map;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.BookingFileQuestion;

/** Where rides begin and end. That never changes, so each ride is asked about once, as long as it is remembered. */
final class RideEnds {
    private static final int MOST_REMEMBERED = 2_000;
    private static final int MOST_ASKED = 50;

    private final Services services;
    private final Map<UUID, Ends> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Ends> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    RideEnds(Services services) {
        this.services = services;
    }

    /** A place on the map. */
    record Place(double latitude, double longitude) {
        static Place of(JsonNode address) {
            return new Place(
                    address.path("latitude").asDouble(),
                    address.path("longitude").asDouble());
        }
    }

    /** Both ends of a ride. */
    record Ends(Place pickup, Place dropoff) {}

    /** The ends of those rides of which they are known; the rest becomes known with one of the next calls. */
    Map<UUID, Ends> of(Collection<UUID> rides) throws InterruptedException {
        Map<UUID, Ends> found = new HashMap<>();
        List<UUID> unknown;
        synchronized (known) {
            rides.forEach(ride -> {
                Ends ends = known.get(ride);
                if (ends != null) {
                    found.put(ride, ends);
                }
            });
            unknown = rides.stream()
                    .filter(ride -> !found.containsKey(ride))
                    .limit(MOST_ASKED)
                    .toList();
        }
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        unknown.forEach(ride -> questions.put(
                ride.toString(),
                () -> services.ask(Component.BOOKING, "/internal/v1/bookings/file", new BookingFileQuestion(ride))));
        services.askAll(questions).found().forEach((ride, file) -> {
            JsonNode booking = file.path("booking");
            Ends ends = new Ends(Place.of(booking.path("pickup_address")), Place.of(booking.path("dropoff_address")));
            found.put(UUID.fromString(ride), ends);
            synchronized (known) {
                known.put(UUID.fromString(ride), ends);
            }
        });
        return found;
    }
}
