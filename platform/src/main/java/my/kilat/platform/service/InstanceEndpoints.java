package my.kilat.platform.service;

import my.kilat.contract.internal.LogQuestion;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** What every service tells the console of itself: the instance with its settings, and the latest lines of its log. */
final class InstanceEndpoints implements Endpoints {
    private static final String SHOW = "showInstance";

    private final HostedInstance instance;

    InstanceEndpoints(HostedInstance instance) {
        this.instance = instance;
    }

    /** Whether the documents of a service list them. */
    static boolean belongTo(Routes routes) {
        return routes.isListed(SHOW);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on(SHOW, _ -> Reply.ok(instance.report()))
                .on("listLog", call -> Reply.ok(instance.log(call.body(LogQuestion.class))));
    }
}
