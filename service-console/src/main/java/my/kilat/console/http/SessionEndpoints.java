package my.kilat.console.http;

import my.kilat.console.domain.Secret;
import my.kilat.console.session.Sessions;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Logging in and out over HTTP. */
public final class SessionEndpoints implements Endpoints {
    private final Sessions sessions;
    private final ConsoleSessions cookies;
    private final boolean development;

    public SessionEndpoints(Sessions sessions, ConsoleSessions cookies, boolean development) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.development = development;
    }

    private record Login(String email, String password) {
        @Override
        public String toString() {
            return "Login[" + email + "]";
        }
    }

    private record Link(String token) {}

    private record Shown(String name, String email, String role, String csrfToken, boolean development) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("logInToConsole", this::logIn)
                .on("openConsoleLink", this::useLink)
                .on("getConsoleSession", this::show)
                .on("logOutOfConsole", this::logOut)
                .on("makeConsoleLink", this::makeLink);
    }

    private Reply logIn(Call call) {
        cookies.requireOwnSite(call);
        Login login = call.body(Login.class);
        return cookies.begin(sessions.logIn(login.email(), login.password(), call.header("X-Real-IP")));
    }

    private Reply useLink(Call call) {
        cookies.requireOwnSite(call);
        return cookies.begin(sessions.useLink(new Secret(call.body(Link.class).token())));
    }

    private Reply show(Call call) {
        return Reply.ok(new Shown(
                call.caller().name(),
                call.caller().email(),
                call.caller().role().word(),
                cookies.secretOf(call).csrfToken(),
                development));
    }

    private Reply logOut(Call call) {
        sessions.end(cookies.secretOf(call));
        return cookies.end();
    }

    private Reply makeLink(Call call) {
        if (!development) {
            throw new Failure.NotAllowed("links log in on development platforms only");
        }
        return Reply.ok(new Link(sessions.makeLink().text()));
    }
}
