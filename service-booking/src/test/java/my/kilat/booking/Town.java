package my.kilat.booking;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowReleased;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.PaymentFailed;
import my.kilat.contract.event.PaymentStage;
import my.kilat.contract.event.Topic;
import my.kilat.contract.identity.Role;
import my.kilat.local.FreePort;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTables;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.platform.settings.Environment;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/**
 * The booking service with people around it, and the payment service played on Kafka. When it closes, every event that
 * went by has to have kept the contract.
 */
final class Town implements AutoCloseable {
    static final String BOOKINGS = "/api/v1/bookings";

    private final EventProbe events;
    private final TestService service;
    private final ApiClient admin;

    private Town(EventProbe events, TestService service) {
        this.events = events;
        this.service = service;
        this.admin = service.client(Role.ADMIN);
    }

    static Town open() {
        return open(Map.of());
    }

    static Town open(Map<String, String> settings) {
        return open(settings, new BookingService());
    }

    static Town open(Map<String, String> settings, ServiceDefinition<?> definition) {
        // Without a payment service, but for tests that have one to stand in.
        Map<String, String> all = new HashMap<>(Map.of(
                "UPSTREAM_PAYMENT", "http://127.0.0.1:" + FreePort.next(),
                "UPSTREAM_DISPATCH", "http://127.0.0.1:" + FreePort.next(),
                "RECONCILE_EVERY", "1h"));
        all.putAll(settings);
        return open(TestService.environment(true, all), definition);
    }

    static Town open(Environment environment, ServiceDefinition<?> definition) {
        EventProbe events = new EventProbe(environment.text("KAFKA_BROKERS"));
        return new Town(events, TestService.start(environment, definition));
    }

    static Map<String, String> kafka(String brokers) {
        return Map.of("KAFKA_BROKERS", brokers);
    }

    /** Somebody with an account. */
    record Person(UUID id, ApiClient api) {
        ApiClient.Answer book(Object request) {
            return api.post(BOOKINGS, request);
        }

        UUID booked() {
            return book(request()).expect(201).data(BookingResource.class).id();
        }

        ApiClient.Answer get(UUID booking) {
            return api.get(BOOKINGS + "/" + booking);
        }

        ApiClient.Answer list(String query) {
            return api.get(BOOKINGS + query);
        }

        ApiClient.Answer accept(UUID booking) {
            return act(booking, "accept");
        }

        ApiClient.Answer pickUp(UUID booking) {
            return act(booking, "pickup");
        }

        ApiClient.Answer deliver(UUID booking) {
            return act(booking, "deliver");
        }

        ApiClient.Answer confirm(UUID booking) {
            return act(booking, "confirm");
        }

        ApiClient.Answer cancel(UUID booking) {
            return act(booking, "cancel");
        }

        ApiClient.Answer cancel(UUID booking, Object body) {
            return api.post(BOOKINGS + "/" + booking + "/cancel", body);
        }

        ApiClient.Answer act(UUID booking, String action) {
            return api.post(BOOKINGS + "/" + booking + "/" + action);
        }

        Person sending(String header, String value) {
            return new Person(id, api.with(header, value));
        }
    }

    Person owner() {
        return person(Role.OWNER);
    }

    Person runner() {
        return person(Role.RUNNER);
    }

    Person person(Role role) {
        return person(role, UUID.randomUUID());
    }

    /** Somebody who has this role now. */
    Person person(Role role, UUID id) {
        return new Person(id, service.client(role, id));
    }

    /** Without a token. */
    ApiClient nobody() {
        return service.client();
    }

    /** What a client has to send for a ride, at least: 22.10 ringgit. */
    static Map<String, Object> request() {
        return new HashMap<>(Map.of(
                "pet_spec", pet(Map.of()),
                "pickup_address", address(3.139, 101.6869),
                "dropoff_address", address(3.15, 101.71)));
    }

    static Map<String, Object> request(String field, Object value) {
        Map<String, Object> request = request();
        request.put(field, value);
        return request;
    }

    static Map<String, Object> pet(Map<String, ?> more) {
        Map<String, Object> pet = new HashMap<>(Map.of("pet_type", "dog", "name", "Rex", "weight_kg", 12));
        pet.putAll(more);
        return pet;
    }

    static Map<String, Object> address(double latitude, double longitude) {
        return new HashMap<>(Map.of(
                "line1", "1, Jalan Ampang",
                "city", "Kuala Lumpur",
                "state", "Wilayah Persekutuan",
                "country", "Malaysia",
                "latitude", latitude,
                "longitude", longitude));
    }

    /** Has the payment of a booking held, and waits until the booking knows. */
    UUID pay(UUID booking) {
        UUID payment = UUID.randomUUID();
        events.publish(held(booking, payment));
        awaitPayment(booking, PaymentStatus.HELD);
        return payment;
    }

    static EscrowHeld held(UUID booking, UUID payment) {
        return held(booking, payment, 1);
    }

    static EscrowHeld held(UUID booking, UUID payment, int attempt) {
        return new EscrowHeld(payment, booking, "pi_mock_1", 2_210, "MYR", null, null, attempt, Instant.now());
    }

    static EscrowReleased released(UUID booking, UUID payment) {
        return released(booking, payment, 1);
    }

    static EscrowReleased released(UUID booking, UUID payment, int attempt) {
        return new EscrowReleased(
                payment, booking, UUID.randomUUID(), 1_879, 331, "MYR", null, null, attempt, Instant.now());
    }

    /** The money was held and could not be paid out. */
    static PaymentFailed lapsed(UUID booking, UUID payment) {
        return new PaymentFailed(
                payment, booking, "the hold has expired", null, PaymentStage.RELEASE, null, null, 1, Instant.now());
    }

    /** The words of an alarm of the service; empty when it is not raised. */
    String alarm(String name) {
        return service.client().get("/health").json().findPath(name).asText();
    }

    /** A client that proves to be another service. */
    ApiClient callingAs(String name) {
        return service.client()
                .as(ServiceTokens.from(service.environment(), name, service.clock())
                        .tokenFor("booking"));
    }

    static void await(String what, ThrowingRunnable assertion) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(assertion);
    }

    void awaitPayment(UUID booking, PaymentStatus status) {
        Awaitility.await(booking + " knows that its payment is " + status.word())
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> seenByAdmin(booking).paymentStatus() == status);
    }

    void awaitStatus(UUID booking, BookingStatus status) {
        Awaitility.await(booking + " is " + status.word())
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> seenByAdmin(booking).status().status() == status);
    }

    BookingResource seenByAdmin(UUID booking) {
        return admin.get(BOOKINGS + "/" + booking).expect(200).data(BookingResource.class);
    }

    /** A booking of theirs that has come as far as that, its money held. */
    UUID bookingIn(BookingStatus status, Person owner, Person runner) {
        UUID booking = owner.booked();
        UUID payment = pay(booking);
        if (status == BookingStatus.REQUESTED) {
            return booking;
        }
        runner.accept(booking).expect(200);
        if (status == BookingStatus.ACCEPTED) {
            return booking;
        }
        if (status == BookingStatus.CANCELLED) {
            owner.cancel(booking).expect(200);
            return booking;
        }
        runner.pickUp(booking).expect(200);
        if (status == BookingStatus.IN_PROGRESS) {
            return booking;
        }
        runner.deliver(booking).expect(200);
        if (status == BookingStatus.COMPLETED) {
            events.publish(released(booking, payment));
            awaitStatus(booking, BookingStatus.COMPLETED);
        }
        return booking;
    }

    EventProbe events() {
        return events;
    }

    /** Waits for an event of a booking and gives its payload. */
    JsonNode await(EventType type, UUID booking) {
        return EventRules.check(events.await(type, booking)).data();
    }

    /** The types of all events of a booking so far, without the topic's prefix. */
    List<String> told(UUID booking) {
        return events.types(Topic.BOOKING, booking).stream()
                .map(type -> type.substring("booking.".length()))
                .toList();
    }

    TestClock clock() {
        return service.clock();
    }

    Environment environment() {
        return service.environment();
    }

    int port() {
        return service.port();
    }

    /** What a statement brings, each row as texts. */
    List<List<String>> rows(String sql) {
        return tables().rows(sql);
    }

    /** Runs a statement that brings nothing. */
    void execute(String sql) {
        tables().change(sql);
    }

    /** A connection to the service's database. */
    Connection connect() throws SQLException {
        return tables().connect();
    }

    private TestTables tables() {
        return new TestTables(service.environment());
    }

    @Override
    public void close() {
        service.close();
        events.close();
        events.all(event -> event.topic().equals(Topic.BOOKING.wireName())).forEach(EventRules::check);
    }
}
