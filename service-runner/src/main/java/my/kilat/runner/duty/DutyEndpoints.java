package my.kilat.runner.duty;

import my.kilat.contract.runner.GoOnlineRequest;
import my.kilat.contract.runner.LocationRequest;
import my.kilat.contract.runner.LocationsRequest;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Going online and offline, and positions, over HTTP. */
public final class DutyEndpoints implements Endpoints {
    private static final Reply LOCATION_UPDATED = Reply.message("location updated");

    private final Sessions sessions;
    private final Locations locations;

    public DutyEndpoints(Sessions sessions, Locations locations) {
        this.sessions = sessions;
        this.locations = locations;
    }

    @Override
    public void addTo(Routes routes) {
        routes.inTransaction("goOnline", this::goOnline)
                .inTransaction("goOffline", this::goOffline)
                .on("postLocation", this::postLocation)
                .on("postLocations", this::postLocations);
    }

    private Reply goOnline(Call call, Tx tx) {
        GoOnlineRequest sent = call.body(GoOnlineRequest.class);
        sessions.goOnline(tx, call.caller().userId(), new Position(sent.latitude(), sent.longitude()));
        return Reply.message("runner is now online");
    }

    private Reply goOffline(Call call, Tx tx) {
        sessions.goOffline(tx, call.caller().userId());
        return Reply.message("runner is now offline");
    }

    private Reply postLocation(Call call) {
        locations.post(call.caller().userId(), call.body(LocationRequest.class));
        return LOCATION_UPDATED;
    }

    private Reply postLocations(Call call) {
        LocationsRequest sent = call.body(LocationsRequest.class);
        return Reply.ok(locations.post(call.caller().userId(), sent.locations()));
    }
}
