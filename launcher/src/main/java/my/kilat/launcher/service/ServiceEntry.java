package my.kilat.launcher.service;

import java.util.Map;
import java.util.function.BiFunction;
import my.kilat.launcher.place.Ports;
import my.kilat.platform.service.Host;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;

/**
 * A service as the launcher knows it.
 *
 * @param name its short name
 * @param port its well-known port
 * @param health the path that says whether it is ready for requests
 * @param build how it is made
 */
public record ServiceEntry(String name, int port, String health, BiFunction<Environment, Host, Service> build) {

    /** Whether it is the door, rather than one of the services behind it. */
    public boolean isGateway() {
        return name.equals(ServiceTable.GATEWAY);
    }

    /** The URL that says whether it is ready for requests. */
    public String healthUrl(Ports ports) {
        return "http://127.0.0.1:" + ports.shifted(port) + health;
    }

    /** The environment of this one among others of the same JVM: its own port and database, the rest shared. */
    Environment environment(Environment shared, Ports ports) {
        String mine = Integer.toString(ports.shifted(port));
        return isGateway()
                ? shared.with(Map.of("GATEWAY_PORT", mine, "MANAGEMENT_PORT", Integer.toString(ports.management())))
                : shared.with(Map.of("SERVICE_PORT", mine, "DB_NAME", "kilat_" + name));
    }
}
