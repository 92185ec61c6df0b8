package my.kilat.console.system;

import java.util.LinkedHashMap;
import java.util.Map;
import my.kilat.console.audit.Acts;
import my.kilat.console.audit.Reason;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.console.upstream.Supervisor;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** The processes of a platform that {@code ./kilat up} started, each of which can be restarted, also the one that runs this. */
public final class ProcessEndpoints implements Endpoints {
    private static final String OTHERWISE =
            "no supervisor has started the processes of this platform, so none can be restarted"
                    + " here; restart it where it runs: docker compose restart NAME, or kubectl rollout restart deployment/NAME";

    private final Supervisor supervisor;
    private final Acts acts;

    public ProcessEndpoints(Supervisor supervisor, Acts acts) {
        this.supervisor = supervisor;
        this.acts = acts;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listProcesses", _ -> list()).on("restartProcess", this::restart);
    }

    private Reply list() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("supervised", supervisor.isThere());
        shown.put("processes", supervisor.units());
        return Reply.ok(shown);
    }

    private Reply restart(Call call) {
        String name = call.pathText("name");
        Act act = new Act("restart", "process " + name, call.body(Reason.class).reason());
        return Reply.message(acts.run(call.caller(), act, () -> {
            supervisor.order(name, "restart", OTHERWISE);
            return "it is ended in order and started again";
        }));
    }
}
