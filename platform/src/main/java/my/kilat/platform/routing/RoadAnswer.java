package my.kilat.platform.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import my.kilat.platform.geo.Way;
import my.kilat.platform.json.Json;

/** Parsing and checks for the answers of all servers. */
final class RoadAnswer {
    private static final double METRES = 1_000;
    private static final double SECONDS = 60;

    /** An upper bound for a drive on the earth. */
    private static final double LONGEST_METRES = 40_000_000;

    private static final double LONGEST_SECONDS = 30 * 86_400;

    private RoadAnswer() {}

    static JsonNode parse(int status, byte[] body) throws UnusableAnswerException {
        try {
            return Json.parse(body);
        } catch (JsonProcessingException e) {
            throw new UnusableAnswerException("status " + status + " with a body that is not JSON");
        }
    }

    static Way way(JsonNode metres, double seconds, Way.Source source) throws UnusableAnswerException {
        double length = metres.asDouble(Double.NaN);
        boolean plausible = length >= 0 && length <= LONGEST_METRES && seconds >= 0 && seconds <= LONGEST_SECONDS;
        if (!plausible) {
            throw new UnusableAnswerException("a way of " + length + " m in " + seconds + " s");
        }
        return new Way(length / METRES, seconds / SECONDS, source);
    }
}
