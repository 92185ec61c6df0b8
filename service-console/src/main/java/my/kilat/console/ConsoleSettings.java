package my.kilat.console;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import my.kilat.console.pages.MapStyle;
import my.kilat.console.simulator.Demos;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.event.KafkaSettings;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * The settings of the console.
 *
 * @param development whether links log in, and cookies are sent without TLS
 * @param sessionLife {@code CONSOLE_SESSION_LIFE}, how long a session lasts at most, default 12h
 * @param addresses {@code UPSTREAM_<NAME>}: where the services are; of several instances the first
 * @param gateway {@code GATEWAY_MANAGEMENT_URL}: where the gateway's management port is; its host may stand for several instances
 * @param kafka where the broker is
 * @param mapStyle {@code MAP_STYLE_URL}, the style of the map; the outline that the pages have if it is not set
 * @param demo {@code SIMULATOR_STEP}: how often runners of a demo say where they are, default 1s
 */
record ConsoleSettings(
        boolean development,
        Duration sessionLife,
        Map<Component, URI> addresses,
        URI gateway,
        KafkaSettings kafka,
        Optional<MapStyle> mapStyle,
        Demos.Course demo) {
    static ConsoleSettings from(Environment environment) {
        Map<Component, URI> addresses = new EnumMap<>(Component.class);
        for (Component component : Component.services()) {
            if (component != Component.CONSOLE) {
                addresses.put(component, environment.address(component.addressSetting(), component.localAddress()));
            }
        }
        return new ConsoleSettings(
                environment.development(),
                environment.duration("CONSOLE_SESSION_LIFE", Duration.ofHours(12)),
                addresses,
                environment.address("GATEWAY_MANAGEMENT_URL", "http://localhost:" + Component.MANAGEMENT_PORT),
                KafkaSettings.from(environment),
                environment.optional("MAP_STYLE_URL").map(ConsoleSettings::mapStyle),
                Demos.Course.of(environment.duration("SIMULATOR_STEP", Duration.ofSeconds(1))));
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
