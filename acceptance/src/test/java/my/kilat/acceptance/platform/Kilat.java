package my.kilat.acceptance.platform;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.catalogue.Component;
import my.kilat.gateway.Gateway;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceTable;
import my.kilat.local.FreePort;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.host.Host;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The whole platform in this JVM: the gateway and all services on free ports, each with a database of its own, the JVM's
 * Kafka, RS256 tokens, and one clock that can be moved. Or, with {@code -Dkilat.gateway.port} and {@code -Dkilat.brokers},
 * one that runs on this machine already, such as in containers; its clock is its own.
 */
public final class Kilat implements AutoCloseable {
    private static final Map<String, Integer> RUNNING_ALREADY = Optional.ofNullable(
                    Integer.getInteger("kilat.gateway.port"))
            .map(port -> Map.of("gateway", port))
            .orElse(Map.of());

    private static @Nullable Kilat shared;

    private final TestClock clock = new TestClock();
    private final Map<String, String> common;
    private final Host host;
    private final Map<String, Integer> elsewhere;
    private final List<Service> services = new ArrayList<>();
    private final Map<String, Service> byName = new HashMap<>();
    private final Map<String, TestDatabase> databases = new HashMap<>();

    private Kilat(Map<String, String> settings) {
        elsewhere = Map.of();
        common = new HashMap<>(Map.of(
                "APP_ENV", "development",
                "DB_POOL_MAX", "8",
                "KAFKA_BROKERS", brokers(),
                "RATE_LIMIT_PER_MIN", "1000000",
                "ACCESS_LOG_PER_MILLE", "0",
                "AUTO_CONFIRM_EVERY", "1s",
                // A test that moves the clock by a day shall not log everybody out.
                "JWT_ACCESS_EXPIRY", "720h",
                "JWT_REFRESH_EXPIRY", "1440h"));
        common.putAll(settings);
        // Services ask each other in both directions, so every address is known before the first of them starts.
        Component.services().forEach(each -> common.put(each.addressSetting(), "http://127.0.0.1:" + FreePort.next()));
        int management = FreePort.next();
        common.put("GATEWAY_MANAGEMENT_URL", "http://127.0.0.1:" + management);
        host = Host.create(Environment.of(common), clock);
        ServiceTable.ALL.stream().filter(entry -> !entry.isGateway()).forEach(this::start);
        common.putAll(Map.of("GATEWAY_PORT", "0", "MANAGEMENT_PORT", Integer.toString(management)));
        add(new Gateway(Environment.of(common), host));
        awaitReady();
    }

    private Kilat(Environment none, Map<String, Integer> ports) {
        common = none.variables();
        host = Host.create(none, clock);
        elsewhere = ports;
    }

    /** One that runs in other processes, by the ports of its gateway and its services; its clock is its own. */
    public static Kilat at(Map<String, Integer> ports) {
        return new Kilat(Environment.of(Map.of()), ports);
    }

    /** The platform that all tests of this JVM share; its tests use people and bookings of their own. */
    public static synchronized Kilat shared() {
        Kilat running = shared;
        if (running == null) {
            running = RUNNING_ALREADY.isEmpty() ? new Kilat(Map.of()) : at(RUNNING_ALREADY);
            shared = running;
        }
        return running;
    }

    /**
     * A platform with other settings. Consumer groups have fixed names, so the shared one is stopped first; tests that use
     * this run in classes of their own.
     */
    public static synchronized Kilat with(Map<String, String> settings) {
        stopShared();
        return new Kilat(settings);
    }

    private static void stopShared() {
        Kilat running = shared;
        if (running != null) {
            shared = null;
            running.close();
        }
    }

    private void start(ServiceEntry entry) {
        Component service = entry.component();
        TestDatabase database = TestServers.postgres().createDatabase(service.needsPostgis());
        databases.put(service.shortName(), database);
        Map<String, String> own = new HashMap<>(common);
        own.putAll(Map.of(
                service.portSetting(),
                Integer.toString(
                        URI.create(common.get(service.addressSetting())).getPort()),
                "DB_HOST",
                database.host(),
                "DB_PORT",
                Integer.toString(database.port()),
                "DB_NAME",
                database.name(),
                "DB_USER",
                database.user(),
                "DB_PASSWORD",
                database.password()));
        add(entry.build().apply(Environment.of(own), host));
    }

    private void add(Service service) {
        service.start();
        services.add(service);
        byName.put(service.name(), service);
    }

    private void awaitReady() {
        for (Service service : services) {
            String path = service instanceof Gateway ? "/health" : "/readiness";
            Awaitility.await("readiness of " + service.name())
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> ApiClient.at(service.port()).get(path).status() == 200);
        }
    }

    /** Where the broker is whose events tell what happened. */
    public static String brokers() {
        String elsewhere = System.getProperty("kilat.brokers");
        return elsewhere == null ? TestServers.kafka().bootstrapServers() : elsewhere;
    }

    /** The clock of every service; a test that moves it is skipped where that cannot be done. */
    public TestClock clock() {
        Assumptions.assumeTrue(elsewhere.isEmpty(), "the clock of a platform that runs already is its own");
        return clock;
    }

    /** The gateway, for a client without a token. */
    public ApiClient gateway() {
        return ApiClient.at(gatewayPort());
    }

    /** Where the gateway listens. */
    public int gatewayPort() {
        return port("gateway");
    }

    /** A service itself, past the gateway: its metrics and its health. */
    public ApiClient service(String name) {
        return ApiClient.at(port(name));
    }

    /** Where a service listens, or the gateway. */
    public int port(String name) {
        Integer port = elsewhere.get(name);
        if (port != null) {
            return port;
        }
        Service service = byName.get(name);
        if (service == null) {
            throw new IllegalArgumentException("no service " + name + " among " + byName.keySet());
        }
        return service.port();
    }

    /** The database of a service, for a test that looks or writes behind its back. */
    public TestDatabase database(String name) {
        return databases.get(name);
    }

    /** A new owner. */
    public Person owner() {
        return register("owner");
    }

    /** A new runner with a profile and a crate, online in Kuala Lumpur. */
    public Person runner() {
        return runner(3.139, 101.6869);
    }

    /** The same, online somewhere else. */
    public Person runner(double latitude, double longitude) {
        Person runner = register("runner");
        runner.client()
                .post(
                        "/api/v1/runners",
                        Map.of("vehicle_type", "car", "vehicle_plate", "WKL 1", "vehicle_model", "Perodua Bezza"))
                .expect(201);
        runner.client()
                .post(
                        "/api/v1/runners/me/crates",
                        Map.of(
                                "size",
                                "large",
                                "pet_types",
                                List.of("dog", "cat"),
                                "max_weight_kg",
                                30,
                                "ventilated",
                                true))
                .expect(201);
        runner.client()
                .post("/api/v1/runners/me/online", Map.of("latitude", latitude, "longitude", longitude))
                .expect(200);
        return runner;
    }

    /** A new shop keeper. */
    public Person shop() {
        return register("shop");
    }

    /** Registers somebody. */
    public Person register(String role) {
        String email = role + "-" + UUID.randomUUID() + "@example.com";
        return Person.of(
                gateway(),
                gateway()
                        .post(
                                "/api/v1/auth/register",
                                Map.of(
                                        "email",
                                        email,
                                        "password",
                                        Person.PASSWORD,
                                        "full_name",
                                        "Test " + role,
                                        "phone",
                                        "+60 12-345 6789",
                                        "role",
                                        role))
                        .expect(201));
    }

    /** The administrator of development. */
    public Person admin() {
        return logIn("admin.test@kilat.my", "TestAdmin123!");
    }

    /** Somebody who has an account. */
    public Person logIn(String email, String password) {
        return Person.of(
                gateway(),
                Awaitility.await("the account of " + email)
                        .atMost(Duration.ofSeconds(10))
                        .until(
                                () -> gateway()
                                        .post("/api/v1/auth/login", Map.of("email", email, "password", password)),
                                answer -> answer.status() == 200));
    }

    @Override
    public void close() {
        services.reversed().forEach(Service::close);
        host.close();
    }
}
