package my.kilat.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import my.kilat.platform.geo.Position;

/** A ride that a simulated runner has accepted. */
record Job(String booking, Position pickup, Position dropoff) {
    static Job ofBooking(JsonNode booking) {
        return new Job(
                booking.path("id").asText(),
                place(booking.path("pickup_address")),
                place(booking.path("dropoff_address")));
    }

    static Job ofOffer(JsonNode offer) {
        return new Job(offer.path("booking_id").asText(), place(offer.path("pickup")), place(offer.path("dropoff")));
    }

    private static Position place(JsonNode place) {
        return new Position(
                place.path("latitude").asDouble(), place.path("longitude").asDouble());
    }
}
