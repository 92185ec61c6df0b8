package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import my.kilat.contract.event.Topic;
import my.kilat.contract.identity.Role;
import my.kilat.local.TestServers;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.provider.Providers;
import my.kilat.payment.store.LedgerCheck;
import my.kilat.payment.store.LedgerReport;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.settings.Environment;
import org.awaitility.Awaitility;

/** A payment service with everything around it: the topics, the booking service, owners, runners and an admin. */
final class World implements AutoCloseable {
    private static final Map<String, String> QUICK =
            // Most tests do not tell the booking service that stands in how their bookings stand.
            Map.of(
                    "PROVIDER_TIMEOUT", "300ms",
                    "AUTHORISE_WITHIN", "3s",
                    "RECOVER_EVERY", "100ms",
                    "RECONCILE_EVERY", "1h");

    private final EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
    private final BookingStandIn bookings = new BookingStandIn();
    private final Environment environment;
    private final Database database;
    private TestService service;

    private World(Map<String, String> settings, PaymentService definition) {
        this(TestService.environment(false, Map.of()), settings, definition);
    }

    private World(Environment base, Map<String, String> settings, PaymentService definition) {
        environment = base.with(QUICK).with("UPSTREAM_BOOKING", bookings.url()).with(settings);
        service = TestService.start(environment, definition);
        database = Database.open(
                DatabaseSettings.from(environment.with("DB_POOL_MAX", "4"), "payment"),
                "payment",
                new SimpleMeterRegistry());
    }

    static World start() {
        return start(Map.of());
    }

    static World start(Map<String, String> settings) {
        return new World(settings, new PaymentService());
    }

    static World start(Map<String, String> settings, UnaryOperator<Provider> around) {
        return new World(settings, new PaymentService(Providers.all(), around));
    }

    /** With one of these providers. */
    static World start(Map<String, String> settings, Providers providers) {
        return new World(settings, new PaymentService(providers, UnaryOperator.identity()));
    }

    /** In an environment that is not one of development; nothing of it has a default. */
    static World startElsewhere() {
        Environment development = TestService.environment(false, Map.of());
        String role = "production_" + UUID.randomUUID().toString().substring(0, 8);
        try (Database database =
                Database.open(DatabaseSettings.from(development, "payment"), "payment", new SimpleMeterRegistry())) {
            TestSql.execute(database, "create role " + role + " superuser login password 'another-secret'");
        }
        return new World(
                development,
                Map.of(
                        "APP_ENV", "production",
                        "DB_USER", role,
                        "DB_PASSWORD", "another-secret",
                        "PAYMENT_PROVIDER", "simulated",
                        "SERVICE_SECRET", "a-secret-that-services-of-a-test-share-0123456789"),
                new PaymentService());
    }

    /** Ends the service and starts it again, with the usual settings, on what it has left. */
    void restart() {
        restart(Map.of());
    }

    /** As that, with other settings. */
    void restart(Map<String, String> settings) {
        service.close();
        service = TestService.start(environment.with(QUICK).with(settings), new PaymentService());
    }

    TestService service() {
        return service;
    }

    Environment environment() {
        return environment;
    }

    /** The database of the service. */
    Database database() {
        return database;
    }

    EventProbe events() {
        return events;
    }

    BookingStandIn bookings() {
        return bookings;
    }

    ApiClient owner(Ride ride) {
        return service.client(Role.OWNER, ride.ownerId());
    }

    ApiClient runner(Ride ride) {
        return service.client(Role.RUNNER, ride.runnerId());
    }

    ApiClient admin() {
        return service.client(Role.ADMIN);
    }

    /** The booking service, calling in its own name. */
    ApiClient bookingService() {
        return service.client().as(serviceToken("booking"));
    }

    /** What a service of that name proves itself with to this one. */
    String serviceToken(String sender) {
        return ServiceTokens.from(environment, sender, service.clock()).tokenFor("payment");
    }

    /** The booking service tells that it is about to cancel the booking. */
    void announceCancellation(Ride ride) {
        bookingService()
                .post("/internal/v1/payments/cancelling", Map.of("booking_id", ride.bookingId()))
                .expect(200);
    }

    // ---- what happens

    /** A booking that the service has heard of. */
    Ride requested() {
        return requested(Ride.some());
    }

    Ride requested(Ride ride) {
        bookings.knowsUnlessTold(ride);
        events.publish(ride.requested());
        awaitFact(ride, "price_cents is not null");
        return ride;
    }

    /** A booking for later that the service has heard of. */
    Ride planned(java.time.Instant start) {
        Ride ride = Ride.some();
        bookings.knowsUnlessTold(ride);
        events.publish(ride.plannedFor(start));
        awaitFact(ride, "scheduled_at is not null");
        return ride;
    }

    /** A booking whose money is held. */
    Ride paid() {
        Ride ride = requested();
        pay(ride).expect(201);
        return ride;
    }

    /** A booking whose money is with its runner. */
    Ride released() {
        Ride ride = paid();
        events.publish(ride.confirmedBy(my.kilat.contract.event.ConfirmedBy.OWNER));
        awaitStatus(ride, "released");
        return ride;
    }

    ApiClient.Answer pay(Ride ride) {
        return pay(ride, Map.of());
    }

    ApiClient.Answer payWith(Ride ride, String card) {
        return pay(ride, Map.of("payment_method", card));
    }

    ApiClient.Answer pay(Ride ride, Map<String, Object> more) {
        return owner(ride).post("/api/v1/payments/initiate", offer(ride, more));
    }

    static Map<String, Object> offer(Ride ride, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "booking_id", ride.bookingId(), "amount_cents", ride.price(), "currency", "MYR", "customer_email", ""));
        body.putAll(more);
        return body;
    }

    // ---- what there is to see

    JsonNode payment(Ride ride) {
        return admin().get("/api/v1/payments/booking/" + ride.bookingId())
                .expect(200)
                .data();
    }

    String status(Ride ride) {
        return payment(ride).path("escrow_status").asText();
    }

    void awaitStatus(Ride ride, String status) {
        await("payment " + status, () -> assertThat(status(ride)).isEqualTo(status));
    }

    /** Waits until the service knows something about the booking. */
    void awaitFact(Ride ride, String fact) {
        await(
                fact,
                () -> assertThat(number(
                                "select count(*) from booking where id = '" + ride.bookingId() + "' and " + fact))
                        .isEqualTo(1));
    }

    static void await(String what, Runnable assertion) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(assertion::run);
    }

    /** The events about its payment so far, by their types. */
    List<String> told(Ride ride) {
        return events.types(Topic.PAYMENT, ride.bookingId());
    }

    /** Waits for exactly these events about the payment. */
    void awaitTold(Ride ride, String... types) {
        await("events", () -> assertThat(told(ride)).containsExactly(types));
    }

    /** The words of an alarm of the service; empty when it is not raised. */
    String alarm(String name) {
        return service.client().get("/health").json().path("alarms").path(name).asText();
    }

    void awaitAlarm(String name) {
        await("the alarm " + name, () -> assertThat(alarm(name)).isNotBlank());
    }

    void awaitEndOfAlarm(String name) {
        await("the end of the alarm " + name, () -> assertThat(alarm(name)).isEmpty());
    }

    LedgerReport ledger() {
        return ledger(database);
    }

    /** The whole ledger as it is now, checked step by step. */
    static LedgerReport ledger(Database database) {
        List<LedgerReport.Sum> sums = new ArrayList<>();
        LedgerCheck.End end = LedgerCheck.End.NOTHING;
        while (!end.isLast()) {
            LedgerCheck.End begin = end;
            end = database.transact(tx -> {
                LedgerCheck.End next = LedgerCheck.end(tx, begin, LedgerCheck.PAYMENTS);
                sums.addAll(LedgerCheck.between(tx, begin, next).sums());
                return next;
            });
        }
        return LedgerReport.of(sums);
    }

    /** The books are in order, and nothing is left to be done. */
    void assertSettled() {
        await(
                "no task left",
                () -> assertThat(number("select count(*) from payment where task is not null"))
                        .isZero());
        assertThat(ledger().faults()).isEmpty();
        assertThat(number("select count(*) from payment where status = 'pending'"))
                .isZero();
        assertThat(number("""
                select count(*) from payment p join simulated_charge c on c.key = p.id and p.hold_number = 1
                where c.state <> case p.status
                    when 'held' then case when p.hold_until < '9999-01-01' then 'AUTHORISED' else 'CAPTURED' end when 'released' then 'CAPTURED' when 'refunded' then 'GIVEN_BACK'
                    else c.state end or (p.status = 'failed' and c.state in ('AUTHORISED', 'CAPTURED'))"""))
                .as("charges on which the provider does not agree")
                .isZero();
    }

    long number(String query) {
        return TestSql.number(database, query);
    }

    /** What a superuser of the database could do. */
    void execute(String... statements) {
        database.run(tx -> {
            for (String statement : statements) {
                TestSql.execute(tx, statement);
            }
        });
    }

    static UUID id(JsonNode payment) {
        return UUID.fromString(payment.path("id").asText());
    }

    @Override
    public void close() {
        service.close();
        database.close();
        events.close();
        bookings.close();
    }
}
