package my.kilat.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import my.kilat.platform.geo.Position;

/** The start and end points of a demo's rides: the pet shops of Kuala Lumpur, as listed by the platform. */
final class Places {
    private final List<Place> places;

    /** A shop and its position. */
    record Place(String name, String address, Position position) {
        Map<String, Object> asAddress() {
            return Backend.object(
                    "line1", name + ", " + address,
                    "line2", "",
                    "city", "Kuala Lumpur",
                    "state", "Wilayah Persekutuan",
                    "postal_code", "",
                    "country", "Malaysia",
                    "latitude", position.latitude(),
                    "longitude", position.longitude());
        }
    }

    private Places(List<Place> places) {
        this.places = places;
    }

    static Places known(Person to) {
        List<Place> places = new ArrayList<>();
        for (JsonNode shop : to.get("list pet shops", "/api/v1/petshops").path("data")) {
            places.add(new Place(
                    shop.path("name").asText(),
                    shop.path("address").asText(),
                    new Position(
                            shop.path("latitude").asDouble(),
                            shop.path("longitude").asDouble())));
        }
        if (places.size() < 2) {
            throw new my.kilat.launcher.LauncherException(
                    "The platform knows fewer than two pet shops; a ride needs two places.");
        }
        return new Places(places);
    }

    Place any(RandomGenerator random) {
        return places.get(random.nextInt(places.size()));
    }

    Place anyBut(Place other, RandomGenerator random) {
        Place place = any(random);
        while (place.equals(other)) {
            place = any(random);
        }
        return place;
    }

    /** Positions on the straight line from one place to another, the end included. */
    static List<Position> way(Position from, Position to, int steps) {
        List<Position> way = new ArrayList<>(steps);
        for (int step = 1; step <= steps; step++) {
            way.add(from.towards(to, (double) step / steps));
        }
        return way;
    }
}
