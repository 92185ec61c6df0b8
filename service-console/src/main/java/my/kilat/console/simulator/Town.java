package my.kilat.console.simulator;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import my.kilat.platform.geo.Position;

/** Where a demo takes place: Kuala Lumpur. */
final class Town {
    private static final double SOUTH = 3.10;
    private static final double WEST = 101.64;
    private static final double ACROSS = 0.1;

    private Town() {}

    static Position somewhere() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Position(SOUTH + random.nextDouble(ACROSS), WEST + random.nextDouble(ACROSS));
    }

    static Map<String, Object> address(String line, Position at) {
        return Map.of(
                "line1",
                line,
                "city",
                "Kuala Lumpur",
                "state",
                "Wilayah Persekutuan",
                "country",
                "Malaysia",
                "latitude",
                at.latitude(),
                "longitude",
                at.longitude());
    }
}
