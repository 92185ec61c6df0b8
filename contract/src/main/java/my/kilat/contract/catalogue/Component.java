package my.kilat.contract.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The catalogue: every service and the gateway, in display order. Ports, database names and the names of settings are derived
 * only here; {@code ./kilat services} prints it.
 */
public enum Component {
    /** The gateway. It has no database, and its health path reports the gateway alone. */
    GATEWAY(8080, Storage.NONE),
    IDENTITY(8004, Storage.POSTGRES),
    BOOKING(8001, Storage.POSTGIS),
    PAYMENT(8002, Storage.POSTGRES),
    RUNNER(8003, Storage.POSTGIS),
    DISPATCH(8008, Storage.POSTGIS),
    TRACKING(8005, Storage.POSTGIS),
    NOTIFICATION(8006, Storage.POSTGRES),
    CONSOLE(8010, Storage.POSTGRES);

    /** The second port of the gateway, for metrics, readiness and the route table. */
    public static final int MANAGEMENT_PORT = 9080;

    private enum Storage {
        NONE,
        POSTGRES,
        POSTGIS
    }

    private final int port;
    private final Storage storage;

    Component(int port, Storage storage) {
        this.port = port;
        this.storage = storage;
    }

    /** All components except the gateway: the values allowed in {@code x-service} of an operation. */
    public static List<Component> services() {
        return Arrays.stream(values()).filter(each -> !each.isGateway()).toList();
    }

    /**
     * The component of a name.
     *
     * @param name the short name or the name of the module, such as {@code booking} or {@code service-booking}
     */
    public static Optional<Component> find(String name) {
        return Arrays.stream(values())
                .filter(each -> each.shortName().equals(name) || each.module().equals(name))
                .findFirst();
    }

    /** Whether it is the gateway. */
    public boolean isGateway() {
        return this == GATEWAY;
    }

    /**
     * Whether the platform is degraded while it is away. Without dispatch nothing is offered, and runners take bookings from the
     * open list. The console is for operators only.
     */
    public boolean isEssential() {
        return this != DISPATCH && this != CONSOLE;
    }

    /** Its name on the command line, in {@code x-service} and as an upstream, such as {@code booking}. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its Maven module, container and host name inside the deployment, such as {@code service-booking}. */
    public String module() {
        return (isGateway() ? "api-" : "service-") + shortName();
    }

    /** Its default TCP port, 1 to 65535. */
    public int port() {
        return port;
    }

    /** The setting that overrides {@link #port}. */
    public String portSetting() {
        return isGateway() ? "GATEWAY_PORT" : "SERVICE_PORT";
    }

    /** The default name of its database, unless {@code DB_NAME} is set; empty for a component without one. */
    public Optional<String> database() {
        return storage == Storage.NONE ? Optional.empty() : Optional.of("kilat_" + shortName());
    }

    /** Whether its tables need the extension PostGIS. */
    public boolean needsPostgis() {
        return storage == Storage.POSTGIS;
    }

    /** The path on {@link #port} that answers 200 while it is ready for requests. */
    public String healthPath() {
        return isGateway() ? "/live" : "/readiness";
    }

    /** The setting that holds its address for other components, such as {@code UPSTREAM_BOOKING}. */
    public String addressSetting() {
        return "UPSTREAM_" + name();
    }

    /** The default of {@link #addressSetting}: its default port on this machine. */
    public String localAddress() {
        return "http://localhost:" + port;
    }
}
