package my.kilat.runner.duty;

import my.kilat.contract.internal.RunnerOfflineCommand;
import my.kilat.contract.internal.RunnerSuspensionCommand;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What administrators do to the duty of a runner, by way of the operations console, which keeps who did it and why. */
public final class DutyInterventionEndpoints implements Endpoints {
    private static final Logger LOG = LoggerFactory.getLogger(DutyInterventionEndpoints.class);

    private final Sessions sessions;

    public DutyInterventionEndpoints(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void addTo(Routes routes) {
        routes.inTransaction("setRunnerOffline", this::setOffline)
                .inTransaction("suspendRunner", this::suspend)
                .inTransaction("liftSuspension", this::lift);
    }

    private Reply setOffline(Call call, Tx tx) {
        RunnerOfflineCommand request = call.body(RunnerOfflineCommand.class);
        sessions.goOffline(tx, request.userId());
        tx.afterCommit(() ->
                LOG.info("runner {} was taken off duty by administrator {}", request.userId(), request.adminId()));
        return Reply.message("the runner is off duty");
    }

    private Reply suspend(Call call, Tx tx) {
        RunnerSuspensionCommand request = call.body(RunnerSuspensionCommand.class);
        sessions.suspend(tx, request.userId(), request.adminId(), request.reason());
        tx.afterCommit(
                () -> LOG.info("runner {} was suspended by administrator {}", request.userId(), request.adminId()));
        return Reply.message("the runner is suspended");
    }

    private Reply lift(Call call, Tx tx) {
        RunnerSuspensionCommand request = call.body(RunnerSuspensionCommand.class);
        sessions.lift(tx, request.userId(), request.adminId(), request.reason());
        tx.afterCommit(() -> LOG.info(
                "the suspension of runner {} was lifted by administrator {}", request.userId(), request.adminId()));
        return Reply.message("the suspension is lifted");
    }
}
