package my.kilat.identity;

import java.util.Optional;
import my.kilat.contract.identity.AuthResult;
import my.kilat.contract.identity.LoginRequest;
import my.kilat.contract.identity.RefreshRequest;
import my.kilat.contract.identity.UpdateProfileRequest;
import my.kilat.contract.identity.User;
import my.kilat.identity.account.Profiles;
import my.kilat.identity.domain.Account;
import my.kilat.identity.login.Logins;
import my.kilat.identity.login.Registration;
import my.kilat.identity.session.Client;
import my.kilat.identity.session.SessionEnds;
import my.kilat.identity.session.Sessions;
import my.kilat.identity.session.SignedIn;
import my.kilat.identity.token.TokenKeys;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.net.Address;
import my.kilat.platform.net.Networks;

/** Who answers which operation. */
record IdentityApi(
        Registration registration,
        Logins logins,
        Sessions sessions,
        SessionEnds ends,
        Profiles profiles,
        TokenKeys keys,
        Networks gateways) {

    void on(Routes routes) {
        routes.on(
                        "register",
                        call -> tokens(201, registration.register(call.body(Registration.Request.class), client(call))))
                .on("login", call -> {
                    LoginRequest request = call.body(LoginRequest.class);
                    return tokens(200, logins.login(request.email(), request.password(), client(call)));
                })
                .on(
                        "refresh",
                        call -> tokens(
                                200,
                                sessions.refresh(
                                        call.body(RefreshRequest.class)
                                                .refreshToken()
                                                .strip(),
                                        client(call))))
                .inTransaction("logout", (call, tx) -> {
                    sessions.endAll(tx, call.caller().userId());
                    return Reply.message("logged out successfully");
                })
                .on(
                        "getProfile",
                        call -> Reply.ok(user(profiles.get(call.caller().userId()))))
                .inTransaction(
                        "updateProfile",
                        (call, tx) -> Reply.ok(user(
                                profiles.change(tx, call.caller().userId(), call.body(UpdateProfileRequest.class)))))
                .on("jwks", call -> Reply.json(200, keys.published()))
                .on(
                        "listEndedSessions",
                        call -> Reply.json(
                                200,
                                ends.after(
                                        call.query("after").map(Long::valueOf).orElse(0L))));
    }

    /**
     * Where a call comes from. The gateway says it, in a header that it takes from nobody else; so the header counts only if the
     * connection comes from where gateways are, and otherwise the other end of the connection does.
     */
    private Client client(Call call) {
        Address peer = Address.parse(call.peer());
        if (peer == null) {
            return new Client("");
        }
        Optional<Address> told = gateways.hold(peer) ? call.header("X-Real-IP").map(Address::parse) : Optional.empty();
        return new Client(told.orElse(peer).caller());
    }

    private static Reply tokens(int status, SignedIn who) {
        AuthResult result = new AuthResult(who.access(), who.refresh(), user(who.account()));
        Reply reply = status == 201 ? Reply.created(result) : Reply.ok(result);
        return reply.with("Cache-Control", "no-store");
    }

    private static User user(Account account) {
        return new User(
                account.id(),
                account.email(),
                account.phone(),
                account.fullName(),
                account.role(),
                account.verified(),
                account.avatarUrl(),
                account.createdAt());
    }
}
