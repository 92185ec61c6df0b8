package my.kilat.console;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import my.kilat.console.pages.MapStyle;
import my.kilat.console.simulator.Demos;
import my.kilat.console.upstream.Supervisor;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.event.KafkaSettings;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * The settings of the console.
 *
 * @param sessionLife {@code CONSOLE_SESSION_LIFE}, how long a session lasts at most, default 12h
 * @param addresses {@code UPSTREAM_<NAME>}: where the instances of the services are, of which the first is asked
 * @param gateway {@code GATEWAY_MANAGEMENT_URL}: where the gateway's management port is; its host may stand for several instances
 * @param kafka where the broker is
 * @param mapStyle {@code MAP_STYLE_URL}, the style of the map; the outline that the pages have if it is not set
 * @param demo on a development platform alone, {@code SIMULATOR_STEP}: how often runners of a demo say where they are, default 1s
 * @param supervisor {@code SUPERVISOR_URL} and {@code SUPERVISOR_SECRET}, which {@code ./kilat up} sets; nothing elsewhere
 */
record ConsoleSettings(
        Duration sessionLife,
        Map<Component, List<URI>> addresses,
        URI gateway,
        KafkaSettings kafka,
        Optional<MapStyle> mapStyle,
        Optional<Demos.Course> demo,
        Optional<Supervisor.Access> supervisor) {
    static ConsoleSettings from(Environment environment) {
        Map<Component, List<URI>> addresses = new EnumMap<>(Component.class);
        for (Component component : Component.services()) {
            if (component != Component.CONSOLE) {
                addresses.put(component, environment.addresses(component.addressSetting(), component.localAddress()));
            }
        }
        return new ConsoleSettings(
                environment.duration("CONSOLE_SESSION_LIFE", Duration.ofHours(12)),
                addresses,
                environment.address("GATEWAY_MANAGEMENT_URL", "http://localhost:" + Component.MANAGEMENT_PORT),
                KafkaSettings.from(environment),
                environment.optional("MAP_STYLE_URL").map(ConsoleSettings::mapStyle),
                environment.development()
                        ? Optional.of(Demos.Course.of(environment.duration("SIMULATOR_STEP", Duration.ofSeconds(1))))
                        : Optional.empty(),
                supervisor(environment));
    }

    private static Optional<Supervisor.Access> supervisor(Environment environment) {
        Optional<String> secret = environment.optional("SUPERVISOR_SECRET");
        if (environment.optional("SUPERVISOR_URL").isEmpty()) {
            return Optional.empty();
        }
        if (!environment.development()) {
            throw new SettingsException(
                    "SUPERVISOR_URL is set, which is for development platforms only; ./kilat up sets it there by itself");
        }
        return Optional.of(new Supervisor.Access(
                environment.address("SUPERVISOR_URL", ""),
                secret.orElseThrow(() -> new SettingsException(
                        "SUPERVISOR_URL is set without SUPERVISOR_SECRET; ./kilat up sets both by itself"))));
    }

    /** Whether this is a development platform: links log in, cookies are sent without TLS, and there is a simulator. */
    boolean development() {
        return demo.isPresent();
    }

    private static MapStyle mapStyle(String text) {
        try {
            return MapStyle.of(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("MAP_STYLE_URL is \"" + text
                    + "\"; it has to be the address of a style such as https://tiles.example.com/style.json");
        }
    }
}
