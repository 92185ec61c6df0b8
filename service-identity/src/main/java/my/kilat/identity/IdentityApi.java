package my.kilat.identity;

import my.kilat.contract.identity.AuthResult;
import my.kilat.contract.identity.LoginRequest;
import my.kilat.contract.identity.RefreshRequest;
import my.kilat.contract.identity.UpdateProfileRequest;
import my.kilat.contract.identity.User;
import my.kilat.identity.account.Profiles;
import my.kilat.identity.domain.Account;
import my.kilat.identity.login.Logins;
import my.kilat.identity.login.Registration;
import my.kilat.identity.session.Sessions;
import my.kilat.identity.session.SignedIn;
import my.kilat.identity.token.TokenKeys;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Who answers which operation. */
record IdentityApi(Registration registration, Logins logins, Sessions sessions, Profiles profiles, TokenKeys keys) {

    void on(Routes routes) {
        routes.on("register", call -> tokens(201, registration.register(call.body(Registration.Request.class))))
                .on("login", call -> {
                    LoginRequest request = call.body(LoginRequest.class);
                    return tokens(200, logins.login(request.email(), request.password()));
                })
                .on(
                        "refresh",
                        call -> tokens(
                                200,
                                sessions.refresh(call.body(RefreshRequest.class)
                                        .refreshToken()
                                        .strip())))
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
                .on("jwks", call -> Reply.json(200, keys.published()));
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
