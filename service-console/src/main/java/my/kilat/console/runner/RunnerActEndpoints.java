package my.kilat.console.runner;

import java.util.UUID;
import my.kilat.console.audit.Reason;
import my.kilat.console.audit.ServiceActs;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.RunnerOfflineCommand;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** What administrators do to a runner. */
public final class RunnerActEndpoints implements Endpoints {
    private final ServiceActs acts;

    public RunnerActEndpoints(ServiceActs acts) {
        this.acts = acts;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("setRunnerOfflineFromConsole", this::setOffline);
    }

    private Reply setOffline(Call call) {
        UUID id = call.id("id");
        String reason = call.body(Reason.class).reason();
        return Reply.message(acts.runInternal(
                call.caller(),
                new Act("set offline", "runner " + id, reason),
                Component.RUNNER,
                "/internal/v1/runners/offline",
                new RunnerOfflineCommand(id, call.caller().userId(), reason)));
    }
}
