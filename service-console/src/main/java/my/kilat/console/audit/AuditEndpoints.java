package my.kilat.console.audit;

import my.kilat.console.store.AuditLog;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** What was done in the console. */
public final class AuditEndpoints implements Endpoints {
    private final AuditLog log;

    public AuditEndpoints(AuditLog log) {
        this.log = log;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listAudit", _ -> Reply.ok(log.latest()));
    }
}
