package my.kilat.platform.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;
import org.jspecify.annotations.Nullable;

/**
 * GraphHopper's routing API.
 *
 * @param address without a slash at its end
 * @param key of the account, where the server wants one
 */
record GraphHopperServer(String address, @Nullable String key) implements RoadServer {
    /** The exceptions of the server, with status 400, that concern the positions asked for and not the server or its address. */
    private static final Set<String> NO_ROUTE = Set.of(
            "ConnectionNotFoundException",
            "PointNotFoundException",
            "PointOutOfBoundsException",
            "PointDistanceExceededException",
            "MaximumNodesExceededException");

    private static final double MILLIS = 1_000;

    @Override
    public Way.Source source() {
        return Way.Source.GRAPHHOPPER;
    }

    @Override
    public URI question(Position from, Position to) {
        String question = String.format(
                Locale.ROOT,
                "%s/route?point=%.5f,%.5f&point=%.5f,%.5f&profile=car&calc_points=false&instructions=false",
                address,
                from.latitude(),
                from.longitude(),
                to.latitude(),
                to.longitude());
        return URI.create(key == null ? question : question + "&key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Way> read(int status, byte[] body) throws UnusableAnswerException {
        JsonNode answer = RoadAnswer.parse(status, body);
        if (status == 400 && saysNoRoute(answer.path("hints"))) {
            return Optional.empty();
        }
        if (status != 200) {
            throw new UnusableAnswerException("status " + status);
        }
        JsonNode path = answer.path("paths").path(0);
        return Optional.of(
                RoadAnswer.way(path.path("distance"), path.path("time").asDouble(Double.NaN) / MILLIS, source()));
    }

    private static boolean saysNoRoute(JsonNode hints) {
        for (JsonNode hint : hints) {
            String reason = hint.path("details").asText();
            if (NO_ROUTE.contains(reason.substring(reason.lastIndexOf('.') + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "GraphHopperServer[" + address + "]";
    }
}
