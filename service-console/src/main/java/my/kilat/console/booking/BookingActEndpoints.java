package my.kilat.console.booking;

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

/** What administrators do to a booking. */
public final class BookingActEndpoints implements Endpoints {
    private final ConsoleSessions sessions;
    private final ServiceActs acts;

    public BookingActEndpoints(ConsoleSessions sessions, ServiceActs acts) {
        this.sessions = sessions;
        this.acts = acts;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("cancelFromConsole", call -> act(call, "cancel", "/api/v1/bookings/" + call.id("id") + "/cancel"))
                .on(
                        "reofferFromConsole",
                        call -> act(call, "offer again", "/api/v1/admin/bookings/" + call.id("id") + "/reoffer"));
    }

    private Reply act(Call call, String act, String path) {
        UUID id = call.id("id");
        Reason reason = call.body(Reason.class);
        return Reply.message(acts.run(
                sessions.askerOf(call),
                new Act(act, "booking " + id, reason.reason()),
                Component.BOOKING,
                path,
                reason));
    }
}
