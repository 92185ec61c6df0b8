package my.kilat.platform.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;

/**
 * OSRM's route service, version 1.
 *
 * @param address without a slash at its end
 */
record OsrmServer(String address) implements RoadServer {
    /** The codes of an answer with status 400 that concern the positions asked for, and not the server or its address. */
    private static final Set<String> NO_ROUTE =
            Set.of("NoRoute", "NoSegment", "InvalidQuery", "InvalidValue", "TooBig");

    @Override
    public Way.Source source() {
        return Way.Source.OSRM;
    }

    @Override
    public URI question(Position from, Position to) {
        return URI.create(String.format(
                Locale.ROOT,
                "%s/route/v1/driving/%.5f,%.5f;%.5f,%.5f?overview=false",
                address,
                from.longitude(),
                from.latitude(),
                to.longitude(),
                to.latitude()));
    }

    @Override
    public Optional<Way> read(int status, byte[] body) throws UnusableAnswerException {
        JsonNode answer = RoadAnswer.parse(status, body);
        String code = answer.path("code").asText();
        if (status == 400 && NO_ROUTE.contains(code)) {
            return Optional.empty();
        }
        if (status != 200 || !code.equals("Ok")) {
            throw new UnusableAnswerException("status " + status + " with code \"" + code + "\"");
        }
        JsonNode route = answer.path("routes").path(0);
        return Optional.of(
                RoadAnswer.way(route.path("distance"), route.path("duration").asDouble(Double.NaN), source()));
    }
}
