package my.kilat.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.Envelope;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTables;
import my.kilat.platform.json.Json;
import my.kilat.platform.settings.Environment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The tracking service, running, between Kafka and a booking service that only answers questions. */
final class Tracking implements AutoCloseable {
    private final EventProbe events;
    private final HttpServer bookings;
    private TestService service;
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers(), "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer());
    private final AtomicInteger questions = new AtomicInteger();

    /** What the booking service knows: the status with which it answers, and the body. */
    private final Map<UUID, BiFunction<String, UUID, Answer>> known = new ConcurrentHashMap<>();

    record Answer(int status, Object body) {}

    private Tracking(Map<String, String> settings) {
        events = new EventProbe(TestServers.kafka().bootstrapServers());
        try {
            bookings = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bookings.createContext("/api/v1/bookings/", exchange -> {
            questions.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Answer answer = known.getOrDefault(id, (token, unknown) -> new Answer(404, Map.of("error", "not found")))
                    .apply(authorization, id);
            byte[] body = Json.bytes(answer.body);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        bookings.start();
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("EVENT_ATTEMPTS", "3");
        all.putIfAbsent(
                "UPSTREAM_BOOKING", "http://127.0.0.1:" + bookings.getAddress().getPort());
        service = TestService.start(true, all, new TrackingService());
    }

    static Tracking start(Map<String, String> settings) {
        return new Tracking(settings);
    }

    static Tracking start() {
        return start(Map.of());
    }

    /** A second instance beside the first, sharing its database and its work. */
    TestService another() {
        return TestService.start(service.environment(), new TrackingService());
    }

    /** Stops the service; the rest of the world goes on. */
    void stopService() {
        service.close();
    }

    /** Starts the service again with what it had stored. */
    void startService() {
        service = another();
    }

    EventProbe events() {
        return events;
    }

    TestService service() {
        return service;
    }

    int port() {
        return service.port();
    }

    Environment environment() {
        return service.environment();
    }

    ApiClient as(Role role, UUID user) {
        return service.client(role, user);
    }

    /** From now on the booking service knows this booking, whatever events say. */
    void bookingServiceKnows(Ride ride, boolean withRunner) {
        bookingServiceAnswers(ride.booking(), (token, id) -> {
            Map<String, Object> booking = new HashMap<>(Map.of("id", id, "owner_id", ride.owner()));
            if (withRunner) {
                booking.put("runner_id", ride.runner());
            }
            return new Answer(200, Map.of("success", true, "data", booking));
        });
    }

    void bookingServiceAnswers(UUID booking, BiFunction<String, UUID, Answer> answer) {
        known.put(booking, answer);
    }

    /** How often the booking service was asked. */
    int questions() {
        return questions.get();
    }

    /** Publishes the request and the acceptance of a ride, and waits for its trip. */
    Ride underWay() {
        Ride ride = Ride.any();
        events.publish(ride.requested());
        return accepted(ride);
    }

    /** The same of a ride that is planned for later. */
    Ride underWay(Instant scheduledAt) {
        Ride ride = Ride.any();
        events.publish(ride.plannedFor(scheduledAt));
        return accepted(ride);
    }

    private Ride accepted(Ride ride) {
        events.publish(ride.accepted(1));
        events.await(EventType.TRACKING_STARTED, ride.booking());
        return ride;
    }

    /** Publishes a position, and waits until it is a waypoint. */
    void moved(Ride ride, double latitude, double longitude, Instant when) {
        UUID id = events.publish(ride.at(latitude, longitude, when));
        await("waypoint " + id)
                .until(() ->
                        !rows("select id from waypoint where id = '" + id + "'").isEmpty());
    }

    /** Publishes many events at once, in order, and returns their ids. */
    List<UUID> publishAll(List<? extends DomainEvent> many) {
        List<UUID> ids = many.stream().map(event -> UUID.randomUUID()).toList();
        publishAgain(ids, many);
        return ids;
    }

    /** Publishes many events at once, in order, in envelopes with these ids. */
    void publishAgain(List<UUID> ids, List<? extends DomainEvent> many) {
        for (int i = 0; i < many.size(); i++) {
            DomainEvent event = many.get(i);
            producer.send(new ProducerRecord<>(
                    event.type().topic().wireName(),
                    event.key().toString(),
                    Json.bytes(Envelope.of(ids.get(i), Instant.now(), null, event))));
        }
    }

    /** The trip as its owner sees it. */
    JsonNode track(Ride ride) {
        return as(Role.OWNER, ride.owner())
                .get("/api/v1/tracking/" + ride.booking())
                .expect(200)
                .data();
    }

    /** The states of the trips of a booking, in the order in which they began. */
    List<String> trips(UUID booking) {
        return rows("select status from trip where booking_id = '" + booking + "' order by started_at, id");
    }

    /** Waits until tracking has applied an event. */
    void applied(UUID event) {
        applied(List.of(event));
    }

    /** Waits until tracking has applied events. */
    void applied(List<UUID> events) {
        String ids = events.stream().map(id -> "'" + id + "'").collect(Collectors.joining(","));
        await(events.size() + " events")
                .until(() -> rows("select event_id from inbox where event_id in (" + ids + ")")
                                .size()
                        == events.size());
    }

    /** The first column of a query, as text. */
    List<String> rows(String sql) {
        return tables().rows(sql).stream().map(List::getFirst).toList();
    }

    /** Changes something behind the back of the service. */
    void change(String sql) {
        tables().change(sql);
    }

    /** The words of an alarm of the service; empty when it is not raised. */
    String alarm(String name) {
        return service.client().get("/health").json().findPath(name).asText();
    }

    private TestTables tables() {
        return new TestTables(service.environment());
    }

    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    @Override
    public void close() {
        service.close();
        producer.close(Duration.ofSeconds(1));
        events.close();
        bookings.stop(0);
    }
}
