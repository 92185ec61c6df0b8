package my.kilat.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import my.kilat.contract.identity.Role;
import my.kilat.local.TestServers;
import my.kilat.notification.channel.EmailChannel;
import my.kilat.notification.channel.SmsChannel;
import my.kilat.notification.channel.TestPush;
import my.kilat.notification.delivery.Provider;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTables;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.time.Times;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The service under test, with what stands around it: the other services' events, people's apps, a look into its tables. */
public final class Notifications implements AutoCloseable {
    public final EventProbe events = new EventProbe(TestServers.kafka().bootstrapServers());
    public final TestService service;

    private final AtomicLong version = new AtomicLong();

    private Notifications(TestService service) {
        this.service = service;
    }

    public static Notifications start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("EVENT_RETRY_LONGEST", "500ms"));
        settings.putAll(more);
        return new Notifications(TestService.start(false, settings, new NotificationService()));
    }

    /** Starts it with push messages that go by this provider. */
    public static Notifications start(Provider push) {
        return new Notifications(TestService.start(false, Map.of("EVENT_RETRY_LONGEST", "500ms"), withPush(push)));
    }

    /** The service whose push messages go by this provider. */
    static NotificationService withPush(Provider push) {
        return new NotificationService(List.of(_ -> TestPush.by(push), SmsChannel::configure, EmailChannel::configure));
    }

    /** Starts it in an environment in which it has run before. */
    public static Notifications start(Environment environment) {
        return new Notifications(TestService.start(environment, new NotificationService()));
    }

    public static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    /** A user's app; calling anything but a single notification makes the service remember their number and address. */
    public ApiClient app(UUID user) {
        return service.client(Role.OWNER, user);
    }

    /** The app of a user whose account shows these, which is newer than whatever was shown of it before. */
    public ApiClient app(UUID user, String name, String phone, String email) {
        return service.client()
                .as(TestTokens.sign(TestTokens.claims(user, Role.OWNER)
                        .claim("name", name)
                        .claim("phone", phone)
                        .claim("email", email)
                        .claim("ver", version.incrementAndGet())
                        .build()));
    }

    /** The app of a user with a device, and with a phone number and an address unless they are empty. */
    ApiClient reachable(UUID user, String device, String phone, String email) {
        ApiClient app = app(user, "Aisyah", phone, email);
        app.post("/api/v1/notifications/fcm-token", Map.of("token", device)).expect(200);
        return app;
    }

    /** Publishes that a ride is accepted; returns the id of its owner's newest notification. */
    String publishAccepted(Ride ride) {
        events.publish(ride.accepted());
        soon("inbox").until(() -> !idsOf(ride.owner()).isEmpty());
        return idsOf(ride.owner()).getFirst();
    }

    /** The texts of an array. */
    static List<String> words(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Gives the user of an app quiet hours that begin in so many hours, or began before, and last for two. */
    void quiet(ApiClient app, long hoursFromNow) {
        LocalTime from = service.clock()
                .instant()
                .atZone(Times.KUALA_LUMPUR)
                .toLocalTime()
                .plusHours(hoursFromNow);
        DateTimeFormatter format = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
        app.put(
                        "/api/v1/notifications/preferences",
                        Map.of(
                                "quiet_hours_start", from.format(format),
                                "quiet_hours_end", from.plusHours(2).format(format)))
                .expect(200);
    }

    /** A user's first notifications, once there are as many; read in a way that leaves no contact data behind. */
    public List<JsonNode> awaitInbox(UUID user, int size) {
        soon("inbox of " + size).until(() -> idsOf(user).size() >= size);
        return idsOf(user).stream().map(id -> notification(user, id)).toList();
    }

    public JsonNode notification(UUID user, String id) {
        return app(user).get("/api/v1/notifications/" + id).expect(200).data();
    }

    /** Waits until a notification is no longer pending. */
    public JsonNode awaitDelivered(UUID user, String id) {
        soon("delivery")
                .until(() -> !notification(user, id).path("status").asText().equals("pending"));
        return notification(user, id);
    }

    public List<String> idsOf(UUID user) {
        return column("select id from notification where user_id = ? order by created_at desc, id desc", user);
    }

    /** What the simulated providers were handed for a user: channel, address, title and text. */
    public List<String> outgoing(UUID user) {
        return column("""
                select o.channel || ' to ' || o.address || ': ' || o.title || ' / ' || o.body
                from outgoing_message o join notification n on n.id = o.notification_id
                where n.user_id = ? order by n.created_at, o.channel""", user);
    }

    /** How a user's deliveries stand: channel, state and attempts. */
    public List<String> deliveries(UUID user) {
        return column("""
                select d.channel || ' ' || d.state || ' ' || d.attempts
                from delivery d join notification n on n.id = d.notification_id
                where n.user_id = ? order by n.created_at, d.channel""", user);
    }

    /** How many deliveries of a lane have come to this. */
    public double counted(String lane, String outcome) {
        String counter = "kilat_notifications_deliveries_total{channel=\"" + lane + "\",outcome=\"" + outcome + "\"";
        return service.client()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(counter))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    public List<String> column(String sql, Object... values) {
        try (Connection connection = tables().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> texts = new ArrayList<>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void execute(String sql) {
        tables().change(sql);
    }

    private TestTables tables() {
        return new TestTables(service.environment());
    }

    @Override
    public void close() {
        service.close();
        events.close();
    }
}
