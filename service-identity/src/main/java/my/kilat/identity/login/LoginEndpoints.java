package my.kilat.identity.login;

import my.kilat.contract.identity.LoginRequest;
import my.kilat.identity.http.Clients;
import my.kilat.identity.http.SignedInView;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Registration and logins over HTTP. */
public final class LoginEndpoints implements Endpoints {
    private final Registration registration;
    private final Logins logins;
    private final Clients clients;

    public LoginEndpoints(Registration registration, Logins logins, Clients clients) {
        this.registration = registration;
        this.logins = logins;
        this.clients = clients;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("register", this::register).on("login", this::login);
    }

    private Reply register(Call call) {
        return SignedInView.created(registration.register(call.body(Registration.Request.class), clients.of(call)));
    }

    private Reply login(Call call) {
        LoginRequest request = call.body(LoginRequest.class);
        return SignedInView.ok(logins.login(request.email(), request.password(), clients.of(call)));
    }
}
