package my.kilat.runner.duty;

import my.kilat.contract.internal.RunnerOfflineCommand;
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
        routes.inTransaction("setRunnerOffline", this::setOffline);
    }

    private Reply setOffline(Call call, Tx tx) {
        RunnerOfflineCommand request = call.body(RunnerOfflineCommand.class);
        sessions.goOffline(tx, request.userId());
        tx.afterCommit(() ->
                LOG.info("runner {} was taken off duty by administrator {}", request.userId(), request.adminId()));
        return Reply.message("the runner is off duty");
    }
}
