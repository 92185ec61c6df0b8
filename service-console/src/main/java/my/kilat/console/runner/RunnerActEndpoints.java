package my.kilat.console.runner;

import java.util.UUID;
import my.kilat.console.audit.Reason;
import my.kilat.console.audit.ServiceActs;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.RunnerOfflineCommand;
import my.kilat.contract.internal.RunnerSuspensionCommand;
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
        routes.on("setRunnerOfflineFromConsole", this::setOffline)
                .on("suspendRunnerFromConsole", call -> suspension(call, "suspend", "/internal/v1/runners/suspend"))
                .on(
                        "liftSuspensionFromConsole",
                        call -> suspension(call, "lift suspension", "/internal/v1/runners/lift"));
    }

    private Reply setOffline(Call call) {
        UUID id = call.id("id");
        String reason = call.body(Reason.class).reason();
        return act(
                call,
                new Act("set offline", "runner " + id, reason),
                "/internal/v1/runners/offline",
                new RunnerOfflineCommand(id, call.caller().userId(), reason));
    }

    private Reply suspension(Call call, String act, String path) {
        UUID id = call.id("id");
        String reason = call.body(Reason.class).reason();
        return act(
                call,
                new Act(act, "runner " + id, reason),
                path,
                new RunnerSuspensionCommand(id, call.caller().userId(), reason));
    }

    private Reply act(Call call, Act act, String path, Object command) {
        return Reply.message(acts.runInternal(call.caller(), act, Component.RUNNER, path, command));
    }
}
