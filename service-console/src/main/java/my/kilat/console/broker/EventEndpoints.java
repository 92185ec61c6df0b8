package my.kilat.console.broker;

import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Topics, groups and outboxes over HTTP. */
public final class EventEndpoints implements Endpoints {
    private final EventFlow flow;

    public EventEndpoints(EventFlow flow) {
        this.flow = flow;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getEvents", _ -> Reply.ok(flow.detail()));
    }
}
