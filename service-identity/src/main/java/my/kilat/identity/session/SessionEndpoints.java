package my.kilat.identity.session;

import my.kilat.contract.identity.RefreshRequest;
import my.kilat.identity.http.Clients;
import my.kilat.identity.http.SignedInView;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Refreshing and ending sessions over HTTP, and the feed of ended sessions for verifiers. */
public final class SessionEndpoints implements Endpoints {
    private final Sessions sessions;
    private final EndedSessionFeed ends;
    private final Clients clients;

    public SessionEndpoints(Sessions sessions, EndedSessionFeed ends, Clients clients) {
        this.sessions = sessions;
        this.ends = ends;
        this.clients = clients;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("refresh", this::refresh)
                .inTransaction("logout", this::logout)
                .on("listEndedSessions", this::listEnded);
    }

    private Reply refresh(Call call) {
        String shown = call.body(RefreshRequest.class).refreshToken().strip();
        return SignedInView.ok(sessions.refresh(shown, clients.of(call)));
    }

    private Reply logout(Call call, Tx tx) {
        sessions.endAll(tx, call.caller().userId());
        return Reply.message("logged out successfully");
    }

    private Reply listEnded(Call call) {
        return Reply.json(200, ends.after(call.query("after").map(Long::valueOf).orElse(0L)));
    }
}
