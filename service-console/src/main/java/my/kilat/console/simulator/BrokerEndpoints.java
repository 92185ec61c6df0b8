package my.kilat.console.simulator;

import my.kilat.console.audit.Acts;
import my.kilat.console.audit.Reason;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.console.upstream.Supervisor;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Has the broker of a development platform answer nobody for a while; elsewhere it is refused before anything is looked at. */
public final class BrokerEndpoints implements Endpoints {
    private static final String BROKER = "kafka";
    private static final String OTHERWISE =
            "no supervisor has started the broker of this platform, so it cannot be suspended here;"
                    + " do it where it runs: docker compose pause kafka, and docker compose unpause kafka afterwards";

    private final boolean development;
    private final Supervisor supervisor;
    private final Acts acts;

    /**
     * @param development whether this is a development platform
     */
    public BrokerEndpoints(boolean development, Supervisor supervisor, Acts acts) {
        this.development = development;
        this.supervisor = supervisor;
        this.acts = acts;
    }

    private record Away(int seconds, String reason) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("takeBrokerAway", this::takeAway).on("bringBrokerBack", this::bringBack);
    }

    private Reply takeAway(Call call) {
        requireDevelopment();
        Away asked = call.body(Away.class);
        return done(call, "take broker away", asked.reason, () -> {
            supervisor.order(BROKER, "pause?seconds=" + asked.seconds, OTHERWISE);
            return "suspended; it goes on by itself after " + asked.seconds + " s";
        });
    }

    private Reply bringBack(Call call) {
        requireDevelopment();
        return done(call, "bring broker back", call.body(Reason.class).reason(), () -> {
            supervisor.order(BROKER, "resume", OTHERWISE);
            return "suspended before, goes on now";
        });
    }

    private Reply done(Call call, String act, String reason, Acts.Work work) {
        return Reply.message(acts.run(call.caller(), new Act(act, "broker", new Reason(reason).reason()), work));
    }

    private void requireDevelopment() {
        if (!development) {
            throw new Failure.NotAllowed("there is a simulator on development platforms only");
        }
    }
}
