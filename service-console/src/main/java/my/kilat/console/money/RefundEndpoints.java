package my.kilat.console.money;

import java.util.UUID;
import my.kilat.console.audit.Reason;
import my.kilat.console.audit.ServiceActs;
import my.kilat.console.http.ConsoleSessions;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Held money is given back. */
public final class RefundEndpoints implements Endpoints {
    private final ConsoleSessions sessions;
    private final ServiceActs acts;

    public RefundEndpoints(ConsoleSessions sessions, ServiceActs acts) {
        this.sessions = sessions;
        this.acts = acts;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("refundFromConsole", this::refund);
    }

    private Reply refund(Call call) {
        UUID id = call.id("id");
        Reason reason = call.body(Reason.class);
        return Reply.message(acts.run(
                sessions.askerOf(call),
                new Act("refund", "payment " + id, reason.reason()),
                Component.PAYMENT,
                "/api/v1/payments/" + id + "/refund",
                reason));
    }
}
