package my.kilat.console.map;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import my.kilat.console.http.Filters;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.RunnerPlacesAtQuestion;
import my.kilat.contract.internal.RunnerTrackQuestion;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Where runners were: all at one time, or one of them between two. */
public final class PastEndpoints implements Endpoints {
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Services services;

    public PastEndpoints(Services services) {
        this.services = services;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getMapPlaces", this::places).on("getRunnerTrack", this::track);
    }

    private record Places(Instant at, List<JsonNode> items, boolean more) {}

    private Reply places(Call call) {
        Instant at = time(call, "at");
        Pages found = Pages.readById(after -> services.ask(
                Component.RUNNER, "/internal/v1/runners/places-at", new RunnerPlacesAtQuestion(at, after)));
        return Reply.ok(new Places(at, found.items(), found.more()));
    }

    private Reply track(Call call) {
        Instant from = time(call, "from");
        Instant until = time(call, "until");
        Duration length = Duration.between(from, until);
        if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
            throw new Failure.Invalid(
                    "until has to be after from, and at most " + LONGEST.toHours() + " hours after it");
        }
        return Reply.ok(services.ask(
                Component.RUNNER, "/internal/v1/runners/track", new RunnerTrackQuestion(call.id("id"), from, until)));
    }

    private static Instant time(Call call, String name) {
        return Filters.time(call, name).truncatedTo(ChronoUnit.SECONDS);
    }
}
