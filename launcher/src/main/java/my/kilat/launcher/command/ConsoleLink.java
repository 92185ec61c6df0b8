package my.kilat.launcher.command;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.NoQuestion;
import my.kilat.launcher.place.PlatformState;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.service.ServiceClient;
import my.kilat.platform.settings.Environment;

/** Has the console make a link that logs in, once and within ten minutes. */
final class ConsoleLink {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private ConsoleLink() {}

    private record Link(String token) {}

    private record Answer(Link data) {}

    /** The link; nothing outside of development, or when the console does not answer. */
    static Optional<String> make(PlatformState state, Environment environment) {
        if (!environment.development()) {
            return Optional.empty();
        }
        URI address = URI.create("http://localhost:" + state.ports().shifted(Component.CONSOLE.port()));
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            ServiceTokens tokens = ServiceTokens.from(environment, "launcher", InstantSource.system());
            String token = new ServiceClient(http, Component.CONSOLE.shortName(), address, tokens)
                    .call("/internal/v1/console/links", new NoQuestion(), Answer.class, TIMEOUT)
                    .data
                    .token;
            // Behind a # it is sent to nobody until the page itself sends it.
            return Optional.of("http://localhost:" + state.ports().shifted(Component.GATEWAY.port())
                    + "/console/login#link=" + token);
        } catch (Failure e) {
            return Optional.empty();
        }
    }
}
