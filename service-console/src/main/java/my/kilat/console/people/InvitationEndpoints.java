package my.kilat.console.people;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import my.kilat.console.audit.Acts;
import my.kilat.console.http.ConsoleSessions;
import my.kilat.console.session.Sessions;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.identity.Role;
import my.kilat.contract.internal.InvitationAcceptance;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.security.Caller;
import my.kilat.platform.service.ServiceClient;
import my.kilat.platform.service.UnknownOutcomeException;

/** Whoever was invited chooses a password and is logged in. */
public final class InvitationEndpoints implements Endpoints {
    private static final String ACCEPT = "/internal/v1/people/invitations/accept";
    private static final Duration TIMEOUT = Duration.ofSeconds(12);

    private final Services services;
    private final Sessions sessions;
    private final ConsoleSessions cookies;
    private final Acts acts;

    public InvitationEndpoints(Services services, Sessions sessions, ConsoleSessions cookies, Acts acts) {
        this.services = services;
        this.sessions = sessions;
        this.cookies = cookies;
        this.acts = acts;
    }

    private record Acceptance(String token, String password) {
        /** Omits both. */
        @Override
        public String toString() {
            return "Acceptance";
        }
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("acceptConsoleInvitation", this::accept);
    }

    private Reply accept(Call call) {
        cookies.requireOwnSite(call);
        Acceptance asked = call.body(Acceptance.class);
        Caller made = made(asked);
        // Before the login, which can fail: an account that is there has its entry.
        acts.run(
                made,
                new Act("accept an invitation", "account " + made.userId(), "invited"),
                () -> "done: no account before, " + made.role().word() + " now");
        try {
            return cookies.begin(sessions.logIn(made.email(), asked.password, call.header("X-Real-IP")));
        } catch (Failure.Unauthenticated | Failure.NotAllowed | Failure.TooManyRequests | Failure.Unavailable e) {
            throw new Failure.Unavailable("the account is made, and the login did not succeed (" + e.getMessage()
                    + "). Log in with this password later");
        }
    }

    private Caller made(Acceptance asked) {
        JsonNode account = answered(asked);
        return new Caller(
                UUID.fromString(account.path("id").asText()),
                Role.of(account.path("role").asText()),
                account.path("email").asText(),
                "",
                "",
                0,
                0,
                Instant.EPOCH);
    }

    private JsonNode answered(Acceptance asked) {
        ServiceClient client = services.client(Component.IDENTITY);
        ServiceClient.Answer answer;
        try {
            answer = client.change(ACCEPT, new InvitationAcceptance(asked.token, asked.password), TIMEOUT);
        } catch (UnknownOutcomeException e) {
            throw new Failure.Unavailable(
                    e.why() + ". The account may have been made: try to log in with this password");
        }
        return switch (answer.status()) {
            case 200 -> client.read(ACCEPT, answer, JsonNode.class).path("data");
            case 400, 401, 409 ->
                throw new Failure.Unauthenticated(client.read(ACCEPT, answer, JsonNode.class)
                        .path("error")
                        .asText("this invitation cannot be accepted"));
            default -> throw client.unusable(ACCEPT, "status " + answer.status());
        };
    }
}
