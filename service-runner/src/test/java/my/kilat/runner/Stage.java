package my.kilat.runner;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.booking.PetType;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.identity.Role;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.settings.Environment;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** The runner service on a stage: running, with a probe beside it on Kafka and a view into its database. */
final class Stage implements AutoCloseable {
    static final Map<String, Object> VAN =
            Map.of("vehicle_type", "van", "vehicle_plate", "WXY 1234", "vehicle_model", "Toyota HiAce");

    static final Map<String, Object> CRATE =
            Map.of("size", "medium", "pet_types", List.of("cat", "hamster", "fish"), "max_weight_kg", 15.5);

    final EventProbe events;
    final TestService service;
    final Jdbi database;

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30)); // the machine may be busy
    }

    private Stage(Environment environment) {
        events = new EventProbe(TestServers.kafka().bootstrapServers());
        service = TestService.start(environment, new RunnerService());
        database = database(environment);
    }

    /** With a new database, and sessions looked after all the time. */
    static Stage open() {
        return open(TestService.environment(true, Map.of("RUNNER_SESSION_CHECK", "100ms")));
    }

    static Stage open(Environment environment) {
        return new Stage(environment);
    }

    static Jdbi database(Environment environment) {
        return Jdbi.create(
                        "jdbc:postgresql://%s:%s/%s"
                                .formatted(
                                        environment.text("DB_HOST"),
                                        environment.text("DB_PORT"),
                                        environment.text("DB_NAME")),
                        environment.text("DB_USER"),
                        environment.text("DB_PASSWORD"))
                .installPlugin(new PostgresPlugin());
    }

    /** The one value that a query gives. */
    <T> T one(Class<T> type, String sql, Object... arguments) {
        return all(type, sql, arguments).getFirst();
    }

    /** The values that a query gives. */
    <T> List<T> all(Class<T> type, String sql, Object... arguments) {
        return database.withHandle(
                handle -> handle.select(sql, arguments).mapTo(type).list());
    }

    void execute(String sql) {
        database.useHandle(handle -> handle.execute(sql));
    }

    /** The words of an alarm of the service; empty when it is not raised. */
    String alarm(String name) {
        return service.client().get("/health").json().findPath(name).asText();
    }

    ApiClient as(Role role) {
        return service.client(role);
    }

    ApiClient runner(UUID user) {
        return service.client(Role.RUNNER, user);
    }

    /** A new runner with a profile. */
    UUID newRunner() {
        UUID user = UUID.randomUUID();
        runner(user).post("/api/v1/runners", VAN).expect(201);
        return user;
    }

    /** A new runner with a profile who is online at a place. */
    UUID newRunnerAt(double latitude, double longitude) {
        UUID user = newRunner();
        goOnline(user, latitude, longitude);
        return user;
    }

    void goOnline(UUID user, double latitude, double longitude) {
        runner(user)
                .post("/api/v1/runners/me/online", place(latitude, longitude))
                .expect(200);
    }

    void goOffline(UUID user) {
        runner(user).post("/api/v1/runners/me/offline").expect(200);
    }

    ApiClient.Answer post(UUID user, double latitude, double longitude) {
        return runner(user).post("/api/v1/runners/me/location", place(latitude, longitude));
    }

    static Map<String, Object> place(double latitude, double longitude) {
        return Map.of("latitude", latitude, "longitude", longitude);
    }

    ApiClient.Answer post(UUID user, double latitude, double longitude, Instant takenAt) {
        return runner(user)
                .post(
                        "/api/v1/runners/me/location",
                        Map.of("latitude", latitude, "longitude", longitude, "timestamp", takenAt.toString()));
    }

    /** Where a runner was last, as the database has it: the latitude. */
    double latitude(UUID user) {
        return one(Double.class, "select st_y(place::geometry) from runner_place where user_id = ?", user);
    }

    /** Positions that the database has of a runner. */
    int positions(UUID user) {
        return one(Integer.class, "select count(*) from position where user_id = ?", user);
    }

    /** Lets all runners have been silent for so long more. */
    void silence(Duration longer) {
        database.useHandle(handle -> handle.execute(
                "update runner_place set heard_at = heard_at - make_interval(secs => ?)", longer.toSeconds()));
    }

    int totalTrips(UUID user) {
        return runner(user)
                .get("/api/v1/runners/me")
                .expect(200)
                .data()
                .path("total_trips")
                .asInt();
    }

    String sessionStatus(UUID user) {
        return runner(user)
                .get("/api/v1/runners/me")
                .expect(200)
                .data()
                .path("session_status")
                .asText();
    }

    static BookingAccepted accepted(UUID booking, UUID runner) {
        return new BookingAccepted(
                booking, "BK-AAAAAA", runner, UUID.randomUUID(), 3.1, 101.7, 3.2, 101.6, null, Instant.now());
    }

    static BookingAccepted accepted(UUID booking, UUID runner, int version, Instant at) {
        return new BookingAccepted(
                booking, "BK-AAAAAA", runner, UUID.randomUUID(), 3.1, 101.7, 3.2, 101.6, version, at);
    }

    static BookingRequested offeredAgain(UUID booking, int version) {
        return new BookingRequested(
                booking,
                "BK-AAAAAA",
                UUID.randomUUID(),
                PetType.DOG,
                "Rex",
                3.1,
                101.7,
                3.2,
                101.6,
                2210,
                "MYR",
                null,
                true,
                version,
                Instant.now());
    }

    static BookingCompleted completed(UUID booking, UUID runner) {
        return new BookingCompleted(booking, "BK-AAAAAA", runner, UUID.randomUUID(), 2210, "MYR", Instant.now());
    }

    static DeliveryConfirmed confirmed(UUID booking, UUID runner, ConfirmedBy by) {
        Instant now = Instant.now();
        return new DeliveryConfirmed(booking, "BK-AAAAAA", runner, UUID.randomUUID(), now, by, now);
    }

    static BookingCancelled cancelled(UUID booking, CancelledByRole role) {
        UUID somebody = UUID.randomUUID();
        return new BookingCancelled(
                booking, "BK-AAAAAA", somebody, "changed_mind", somebody, null, null, role, Instant.now());
    }

    @Override
    public void close() {
        service.close();
        events.close();
    }
}
