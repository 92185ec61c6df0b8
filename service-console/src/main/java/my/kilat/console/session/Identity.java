package my.kilat.console.session;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import my.kilat.console.domain.Tokens;
import my.kilat.contract.identity.AuthResult;
import my.kilat.contract.identity.LoginRequest;
import my.kilat.contract.identity.RefreshRequest;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.service.ServiceClient;

/** Logs in at identity as the apps do, so that locks after failures, bans and ended sessions count here as well. */
public final class Identity {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ServiceClient service;

    public Identity(ServiceClient service) {
        this.service = service;
    }

    private record Envelope(AuthResult data) {}

    private record Problem(String error) {}

    /**
     * The tokens of whoever has this password.
     *
     * @param address from which they log in; empty when it is not known
     * @throws Failure.Unauthenticated if mail address or password is wrong
     * @throws Failure.TooManyRequests after too many failures
     */
    Tokens logIn(String email, String password, Optional<String> address) {
        Map<String, String> headers = address.map(it -> Map.of("X-Real-IP", it)).orElse(Map.of());
        ServiceClient.Answer answer =
                service.post("/api/v1/auth/login", headers, new LoginRequest(email, password), TIMEOUT);
        return switch (answer.status()) {
            case 200 -> tokens("/api/v1/auth/login", answer);
            case 400, 401 -> throw new Failure.Unauthenticated("mail address or password is wrong");
            case 403 -> throw new Failure.NotAllowed("this account is banned");
            case 429 ->
                throw new Failure.TooManyRequests(
                        service.read("/api/v1/auth/login", answer, Problem.class)
                                .error(),
                        Duration.ofMinutes(1));
            default -> throw service.unusable("/api/v1/auth/login", "status " + answer.status());
        };
    }

    /** The next pair; nothing if the login has ended. */
    Optional<Tokens> refresh(Tokens old) {
        ServiceClient.Answer answer =
                service.post("/api/v1/auth/refresh", Map.of(), new RefreshRequest(old.refresh()), TIMEOUT);
        return switch (answer.status()) {
            case 200 -> Optional.of(tokens("/api/v1/auth/refresh", answer));
            case 400, 401, 403 -> Optional.empty();
            default -> throw service.unusable("/api/v1/auth/refresh", "status " + answer.status());
        };
    }

    private Tokens tokens(String path, ServiceClient.Answer answer) {
        AuthResult result = service.read(path, answer, Envelope.class).data;
        return new Tokens(result.accessToken(), result.refreshToken());
    }
}
