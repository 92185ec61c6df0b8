package my.kilat.launcher.service;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.place.Ports;
import my.kilat.platform.host.Host;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;

/**
 * A service in the launcher.
 *
 * @param component its entry in the catalogue
 * @param build constructs it
 */
public record ServiceEntry(Component component, BiFunction<Environment, Host, Service> build) {
    /** Its short name. */
    public String name() {
        return component.shortName();
    }

    /** Its default port. */
    public int port() {
        return component.port();
    }

    /** Whether it is the gateway. */
    public boolean isGateway() {
        return component.isGateway();
    }

    /** Its database, if it has one. */
    public Optional<String> database() {
        return component.database();
    }

    /** The URL of its readiness. */
    public String healthUrl(Ports ports) {
        return address(ports) + component.healthPath();
    }

    /** Its address on this machine. */
    public String address(Ports ports) {
        return "http://127.0.0.1:" + ports.shifted(port());
    }

    /** The environment of this service among others of the same JVM: its own port and database, the rest shared. */
    Environment environment(Environment shared, Ports ports) {
        Map<String, String> own = new HashMap<>();
        own.put(component.portSetting(), Integer.toString(ports.shifted(port())));
        database().ifPresent(name -> own.put("DB_NAME", name));
        if (isGateway()) {
            own.put("MANAGEMENT_PORT", Integer.toString(ports.management()));
        }
        return shared.with(own);
    }
}
