package my.kilat.gateway.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * The settings of one upstream. {@code <NAME>} stands for its name in capitals; {@code UPSTREAM_X} is the default of {@code
 * UPSTREAM_<NAME>_X} for all.
 *
 * @param name such as {@code booking}
 * @param instances {@code UPSTREAM_<NAME>}, {@code http://host:port} addresses separated by commas; a name may have the
 *     addresses of several machines
 * @param answerTimeout {@code UPSTREAM_<NAME>_ANSWER_TIMEOUT}, default 15s: from the end of the request to the response, and
 *     between two parts of the response
 * @param connectTimeout {@code UPSTREAM_<NAME>_CONNECT_TIMEOUT}, default 1s
 * @param idleTimeout {@code UPSTREAM_<NAME>_IDLE_TIMEOUT}, default 30s: how long an idle connection is kept; less than the
 *     upstream keeps it
 * @param mostInFlight {@code UPSTREAM_<NAME>_MAX_IN_FLIGHT}, default 512: concurrent requests, more are answered 503
 * @param mostUploads {@code UPSTREAM_<NAME>_MAX_UPLOADS}, default 4096: requests whose body is still arriving, separate from
 *     those above, so that clients that send slowly take no slots from the others
 * @param breakerFailures {@code UPSTREAM_<NAME>_BREAKER_FAILURES}, default 5: failures in a row that open the breaker of an
 *     instance
 * @param breakerPause {@code UPSTREAM_<NAME>_BREAKER_PAUSE}, default 1s: the first pause of the breaker; doubled with each
 *     failed trial, up to 30 times
 * @param slowStart {@code UPSTREAM_<NAME>_SLOW_START}, default 10s: how long a recovered instance gets fewer requests
 */
public record UpstreamSettings(
        String name,
        List<URI> instances,
        Duration answerTimeout,
        Duration connectTimeout,
        Duration idleTimeout,
        int mostInFlight,
        int mostUploads,
        int breakerFailures,
        Duration breakerPause,
        Duration slowStart) {

    /** Reads the settings of one upstream. */
    public static UpstreamSettings from(Environment environment, Component service) {
        String name = service.shortName();
        return new UpstreamSettings(
                name,
                instances(environment, service.addressSetting(), service.localAddress()),
                duration(environment, service, "ANSWER_TIMEOUT", Duration.ofSeconds(15)),
                duration(environment, service, "CONNECT_TIMEOUT", Duration.ofSeconds(1)),
                duration(environment, service, "IDLE_TIMEOUT", Duration.ofSeconds(30)),
                integer(environment, service, "MAX_IN_FLIGHT", 512),
                integer(environment, service, "MAX_UPLOADS", 4096),
                integer(environment, service, "BREAKER_FAILURES", 5),
                duration(environment, service, "BREAKER_PAUSE", Duration.ofSeconds(1)),
                duration(environment, service, "SLOW_START", Duration.ofSeconds(10)));
    }

    private static List<URI> instances(Environment environment, String variable, String fallback) {
        List<URI> instances = new ArrayList<>();
        for (String text : environment.list(variable, List.of(fallback))) {
            instances.add(instance(variable, text));
        }
        return List.copyOf(instances);
    }

    private static URI instance(String variable, String text) {
        try {
            URI uri = new URI(text);
            boolean bare = uri.getPath() == null
                    || uri.getPath().isEmpty()
                    || uri.getPath().equals("/");
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && bare && uri.getQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // falls through to the sentence below
        }
        throw new SettingsException(
                variable + " holds \"" + text + "\"; it has to be a list of addresses such as http://localhost:8001");
    }

    private static Duration duration(Environment environment, Component service, String what, Duration fallback) {
        Duration general = environment.duration("UPSTREAM_" + what, fallback);
        return environment.duration(service.addressSetting() + "_" + what, general);
    }

    private static int integer(Environment environment, Component service, String what, int fallback) {
        int general = environment.integer("UPSTREAM_" + what, fallback, 1, 1_000_000);
        return environment.integer(service.addressSetting() + "_" + what, general, 1, 1_000_000);
    }
}
