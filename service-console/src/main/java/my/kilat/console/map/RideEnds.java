package my.kilat.console.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.LinkedHashMap;
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
    private final Cache<UUID, Ends> known =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

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
        Map<String, Callable<Ends>> questions = new LinkedHashMap<>();
        rides.stream()
                .filter(ride -> known.getIfPresent(ride) == null)
                .limit(MOST_ASKED)
                .forEach(ride -> questions.put(ride.toString(), () -> ask(ride)));
        services.askAll(questions).found().forEach((ride, ends) -> known.put(UUID.fromString(ride), ends));
        return known.getAllPresent(rides);
    }

    private Ends ask(UUID ride) {
        JsonNode booking = services.ask(Component.BOOKING, "/internal/v1/bookings/file", new BookingFileQuestion(ride))
                .path("booking");
        return new Ends(Place.of(booking.path("pickup_address")), Place.of(booking.path("dropoff_address")));
    }
}
