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
 * One upstream. {@code <NAME>} stands for its name in capitals; where {@code UPSTREAM_<NAME>_X} is not set,
 * {@code UPSTREAM_X} counts for all.
 *
 * @param name such as {@code booking}
 * @param instances {@code UPSTREAM_<NAME>}, {@code http://host:port} addresses separated by commas; a name may stand for
 *     several machines
 * @param answerTimeout {@code UPSTREAM_<NAME>_ANSWER_TIMEOUT}, default 15s: from the end of the request to the answer,
 *     and between two parts of the answer
 * @param connectTimeout {@code UPSTREAM_<NAME>_CONNECT_TIMEOUT}, default 1s
 * @param idleTimeout {@code UPSTREAM_<NAME>_IDLE_TIMEOUT}, default 30s: how long an unused connection is kept; less than
 *     the upstream keeps it
 * @param mostInFlight {@code UPSTREAM_<NAME>_MAX_IN_FLIGHT}, default 512: requests at a time, more are answered 503
 * @param mostUploads {@code UPSTREAM_<NAME>_MAX_UPLOADS}, default 4096: requests whose body is still coming, apart from
 *     those above, so that callers who send slowly take no places from the others
 * @param breakerFailures {@code UPSTREAM_<NAME>_BREAKER_FAILURES}, default 5: so many failures in a row close an instance
 *     off
 * @param breakerPause {@code UPSTREAM_<NAME>_BREAKER_PAUSE}, default 1s: for how long at first; doubled each time it
 *     fails again, up to 30 times
 * @param slowStart {@code UPSTREAM_<NAME>_SLOW_START}, default 10s: how long an instance that comes back is spared
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
