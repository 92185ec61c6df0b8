package my.kilat.launcher.supervise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.place.Coordination;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.Ports;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceJvm;
import my.kilat.launcher.service.ServiceTable;
import my.kilat.launcher.service.ServicesMain;
import my.kilat.local.LocalKafka;
import my.kilat.local.LocalPostgres;
import my.kilat.local.LocalZooKeeper;
import my.kilat.platform.settings.Environment;

/** All parts of one platform, with their addresses and settings, before anything is started. */
final class Fleet {
    static final String POSTGRES = "postgres";
    static final String ZOOKEEPER = "zookeeper";
    static final String KAFKA = "kafka";
    private static final String SERVICES = "services";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERY_NETWORK = "0.0.0.0";
    private static final String EXAMPLE_VETS = "EXAMPLE_VETS";
    private static final String GATEWAY_MANAGEMENT = "GATEWAY_MANAGEMENT_URL";

    private final Layout layout;
    private final Ports ports;
    private final ExternalServers external;
    private final String gatewayHost;
    private final Optional<LocalPostgres> postgres;
    private final Optional<LocalZooKeeper> zooKeeper;
    private final Optional<LocalKafka> kafka;
    private final List<ServiceJvm> jvms;

    private Fleet(
            Layout layout,
            Ports ports,
            ExternalServers external,
            String gatewayHost,
            Optional<LocalPostgres> postgres,
            Optional<LocalZooKeeper> zooKeeper,
            Optional<LocalKafka> kafka,
            List<ServiceJvm> jvms) {
        this.layout = layout;
        this.ports = ports;
        this.external = external;
        this.gatewayHost = gatewayHost;
        this.postgres = postgres;
        this.zooKeeper = zooKeeper;
        this.kafka = kafka;
        this.jvms = jvms;
    }

    /**
     * All parts.
     *
     * @param ofConsole settings that only the process of the console gets
     */
    static Fleet of(
            Layout layout,
            UpOptions options,
            Coordination coordination,
            Environment environment,
            Map<String, String> ofConsole) {
        var ports = new Ports(options.portOffset());
        var external = new ExternalServers(environment);
        Optional<LocalPostgres> postgres = external.database().isPresent()
                ? Optional.empty()
                : Optional.of(LocalPostgres.durable(layout.postgres(), ports.postgres(), layout.log(POSTGRES)));
        Optional<LocalZooKeeper> zooKeeper = external.brokers().isPresent() || coordination == Coordination.KRAFT
                ? Optional.empty()
                : Optional.of(
                        new LocalZooKeeper(layout.data().resolve(ZOOKEEPER), ports.zooKeeper(), layout.log(ZOOKEEPER)));
        Optional<LocalKafka> kafka =
                external.brokers().isPresent() ? Optional.empty() : Optional.of(kafka(layout, ports, zooKeeper));
        Map<String, String> settings = settings(environment, ports, postgres, kafka);
        if (options.lan()) {
            settings.put("GATEWAY_HOST", EVERY_NETWORK);
        }
        String gateway = settings.getOrDefault("GATEWAY_HOST", environment.text("GATEWAY_HOST", LOOPBACK));
        List<ServiceJvm> jvms = jvms(layout, options, settings, ofConsole);
        return new Fleet(layout, ports, external, gateway, postgres, zooKeeper, kafka, jvms);
    }

    private static LocalKafka kafka(Layout layout, Ports ports, Optional<LocalZooKeeper> zooKeeper) {
        return zooKeeper
                .map(registry -> LocalKafka.withZooKeeper(
                        layout.data().resolve(KAFKA), ports.kafka(), layout.log(KAFKA), registry))
                .orElseGet(() -> LocalKafka.kraft(layout.data().resolve(KAFKA), ports.kafka(), layout.log(KAFKA)));
    }

    /**
     * The environment of the services: the addresses of all parts, and in development the example of a directory of vets, unless the
     * user's settings override them.
     */
    static Map<String, String> settings(
            Environment environment, Ports ports, Optional<LocalPostgres> postgres, Optional<LocalKafka> kafka) {
        var settings = new HashMap<String, String>();
        settings.put(ServicesMain.PORT_OFFSET, Integer.toString(ports.offset()));
        settings.put("LOG_FORMAT", "json"); // the format that ./kilat logs parses
        postgres.ifPresent(_ -> settings.putAll(LocalPostgres.settings(ports.postgres())));
        kafka.ifPresent(ours -> settings.putAll(BrokerAddress.ofOurs("127.0.0.1:" + ports.kafka())));
        for (ServiceEntry service : ServiceTable.ALL) {
            String upstream = service.component().addressSetting();
            if (environment.optional(upstream).isEmpty()) {
                settings.put(upstream, service.address(ports));
            }
        }
        if (environment.optional(GATEWAY_MANAGEMENT).isEmpty()) {
            settings.put(GATEWAY_MANAGEMENT, "http://127.0.0.1:" + ports.management());
        }
        if (environment.development() && environment.optional(EXAMPLE_VETS).isEmpty()) {
            settings.put(EXAMPLE_VETS, "true");
        }
        return settings;
    }

    private static List<ServiceJvm> jvms(
            Layout layout, UpOptions options, Map<String, String> settings, Map<String, String> ofConsole) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(ofConsole);
        if (options.processes()) {
            return ServiceTable.ALL.stream()
                    .map(service -> new ServiceJvm(
                            service.name(),
                            List.of(service),
                            service.component() == Component.CONSOLE ? all : settings,
                            layout))
                    .toList();
        }
        return List.of(new ServiceJvm(SERVICES, ServiceTable.ALL, all, layout));
    }

    ExternalServers external() {
        return external;
    }

    Optional<LocalPostgres> postgres() {
        return postgres;
    }

    Optional<LocalZooKeeper> zooKeeper() {
        return zooKeeper;
    }

    Optional<LocalKafka> kafka() {
        return kafka;
    }

    Ports ports() {
        return ports;
    }

    List<Unit> serviceUnits() {
        return jvms.stream().<Unit>map(jvm -> new Unit.Services(jvm, layout)).toList();
    }

    /** The parts to display, in the order of their start. */
    List<Part> parts() {
        var parts = new ArrayList<Part>();
        parts.add(external.database()
                .map(address -> part(POSTGRES, "PostgreSQL", address, 0, ""))
                .orElseGet(() -> part(POSTGRES, "PostgreSQL", ports.postgres(), POSTGRES)));
        zooKeeper.ifPresent(ours -> parts.add(part(ZOOKEEPER, "ZooKeeper", ports.zooKeeper(), ZOOKEEPER)));
        parts.add(external.brokers()
                .map(address -> part(KAFKA, "Kafka", address, 0, ""))
                .orElseGet(() -> part(KAFKA, "Kafka", ports.kafka(), KAFKA)));
        jvms.forEach(jvm -> jvm.services().forEach(service -> parts.add(part(service, jvm.name()))));
        return parts;
    }

    private Part part(ServiceEntry service, String child) {
        int port = ports.shifted(service.port());
        String host = service.isGateway() ? gatewayHost : LOOPBACK;
        return part(service.name(), service.name(), host + ":" + port, port, child);
    }

    private static Part part(String name, String title, int port, String child) {
        return part(name, title, LOOPBACK + ":" + port, port, child);
    }

    private static Part part(String name, String title, String address, int port, String child) {
        return new Part(name, title, address, port, child, Progress.WAITING, 0);
    }
}
