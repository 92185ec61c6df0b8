package my.kilat.runner.nearby;

import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.runner.domain.SearchRadius;

/** The search for runners over HTTP. */
public final class NearbyEndpoints implements Endpoints {
    private final NearbySearch search;

    public NearbyEndpoints(NearbySearch search) {
        this.search = search;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("findNearbyRunners", this::find);
    }

    private Reply find(Call call) {
        return Reply.ok(search.around(call.place(), new SearchRadius(call.number("radius_km"))));
    }
}
