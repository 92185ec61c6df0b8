package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.notification.provider.SimulatedProvider;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the console is told of messages, and what administrators do about them. */
class MessagesTest {
    private static final String PATH = "/internal/v1/notices/";

    private static Notifications notifications;

    @BeforeAll
    static void start() {
        notifications = Notifications.start(Map.of("NOTIFICATION_RETRY_FIRST", "1s", "NOTIFICATION_PATIENCE", "1h"));
    }

    @AfterAll
    static void stop() {
        notifications.close();
    }

    private static ApiClient calling(String service) {
        return notifications
                .service
                .client()
                .as(ServiceTokens.from(notifications.service.environment(), service, notifications.service.clock())
                        .tokenFor("notification"));
    }

    private static Answer ask(String path, Map<String, Object> question) {
        return calling("console").post(PATH + path, question);
    }

    private static JsonNode rows(Map<String, Object> more) {
        Map<String, Object> question = new HashMap<>(Map.of("user_ids", List.of()));
        question.putAll(more);
        return ask("rows", question).expect(200).data();
    }

    /** A message that goes by SMS and mail, and has ended by both. */
    private static Ride told(String phone, String email) {
        Ride ride = Ride.any();
        notifications
                .app(ride.owner(), "Aisyah", phone, email)
                .get("/api/v1/notifications")
                .expect(200);
        notifications.events.publish(ride.accepted());
        notifications.awaitDelivered(
                ride.owner(),
                notifications.awaitInbox(ride.owner(), 1).getFirst().path("id").asText());
        return ride;
    }

    private static String idOf(Ride ride) {
        return notifications.idsOf(ride.owner()).getFirst();
    }

    private static String refused() {
        return "+60" + UUID.randomUUID().toString().substring(0, 8) + SimulatedProvider.REFUSED;
    }

    private static Answer resend(String id, String channel) {
        return ask("resend", Map.of("notice_id", id, "channel", channel));
    }

    @Test
    void onlyTheConsoleIsTold() {
        for (String path : List.of("days", "rows", "one", "templates", "outgoing", "resend", "channels")) {
            assertThat(calling("booking").post(PATH + path, Map.of()).status())
                    .as(path)
                    .isEqualTo(403);
            assertThat(notifications
                            .service
                            .client()
                            .post(PATH + path, Map.of())
                            .status())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void messagesAreFoundByPersonChannelAndState() {
        Ride ride = told(refused(), "aisyah@example.com");
        Map<String, Object> of = Map.of("user_ids", List.of(ride.owner()));
        JsonNode found = rows(of);
        assertThat(found.path("items").findValuesAsText("channel")).containsExactly("email", "sms");
        assertThat(found.path("items").findValuesAsText("state")).containsExactly("sent", "failed");
        assertThat(found.path("recipients").get(0).path("email").asText()).isEqualTo("aisyah@example.com");
        Map<String, Object> failed = new HashMap<>(of);
        failed.put("state", "failed");
        assertThat(rows(failed).path("items").findValuesAsText("channel")).containsExactly("sms");
        Map<String, Object> byMail = Map.of("state", "sent", "channel", "email");
        assertThat(rows(byMail).path("items").findValuesAsText("id")).contains(idOf(ride));
        assertThat(rows(byMail).path("items").findValuesAsText("channel")).containsOnly("email");
    }

    @Test
    void aMessageOfSomebodyWhomNoChannelReachesIsInTheirLogAlone() {
        Ride ride = Ride.any();
        notifications.events.publish(ride.accepted());
        notifications.awaitInbox(ride.owner(), 1);
        JsonNode items = rows(Map.of("user_ids", List.of(ride.owner()))).path("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).has("channel")).isFalse();
    }

    /** All of them ended at one moment, as a batch does; neither channel of a message is lost between two pages. */
    @Test
    void pagesFollowEachOtherWithoutGapsOrRepetitions() {
        notifications.execute("""
                with made as (
                    insert into notification (id, event_id, user_id, booking_id, event_type, template, title, body,
                        metadata, created_at, updated_at)
                    select gen_random_uuid(), gen_random_uuid(), '00000000-0000-4000-8000-0000000000aa',
                        gen_random_uuid(), 'booking.accepted', 'BOOKING_ACCEPTED', 't', 'b', '{}', '2026-01-01', now()
                    from generate_series(1, 120) returning id)
                insert into delivery (notification_id, channel, state, attempts, due_at, updated_at)
                select id, channel, state, 1, '2026-01-01', '2026-01-01'
                from made, (values ('push', 'failed'), ('email', 'failed'), ('sms', 'pending')) as t(channel, state)""");
        try {
            assertThat(walked(Map.of("state", "failed")))
                    .hasSizeGreaterThanOrEqualTo(240)
                    .doesNotHaveDuplicates();
            assertThat(walked(Map.of("state", "pending", "channel", "sms")))
                    .hasSizeGreaterThanOrEqualTo(120)
                    .doesNotHaveDuplicates();
            assertThat(walked(Map.of("user_ids", List.of("00000000-0000-4000-8000-0000000000aa"))))
                    .hasSize(360)
                    .doesNotHaveDuplicates();
        } finally {
            notifications.execute("delete from notification where user_id = '00000000-0000-4000-8000-0000000000aa'");
        }
    }

    private static List<String> walked(Map<String, Object> filter) {
        List<String> seen = new ArrayList<>();
        Map<String, Object> question = new HashMap<>(filter);
        while (true) {
            JsonNode page = rows(question);
            assertThat(page.path("items").size()).isLessThanOrEqualTo(52);
            page.path("items")
                    .forEach(row -> seen.add(
                            row.path("id").asText() + " " + row.path("channel").asText()));
            if (!page.has("next")) {
                return seen;
            }
            question.put("before", page.path("next").asText());
        }
    }

    @Test
    void oneMessageShowsWhatItSaysByEachChannelAndWhatProvidersAnswered() {
        Ride ride = told(refused(), "aisyah@example.com");
        JsonNode file = ask("one", Map.of("notice_id", idOf(ride))).expect(200).data();
        assertThat(file.path("renderings").findValuesAsText("channel")).containsExactly("push", "sms", "email");
        assertThat(file.path("renderings").get(1).path("text").asText())
                .isEqualTo("Kilat: a runner has accepted your booking BK-7QK2MX.");
        assertThat(file.path("renderings").get(2).path("html").asText()).contains("Hello Aisyah");
        assertThat(file.path("notice").path("deliveries").findValuesAsText("last_problem"))
                .contains("the simulated provider refuses this address");
        assertThat(file.path("handed").findValuesAsText("address")).containsExactly("aisyah@example.com");
        assertThat(ask("one", Map.of("notice_id", UUID.randomUUID())).status()).isEqualTo(404);
    }

    @Test
    void everyTemplateIsShownWithValuesInAllItsPlaces() {
        JsonNode templates = ask("templates", Map.of()).expect(200).data().path("items");
        assertThat(templates).hasSizeGreaterThan(30);
        for (JsonNode template : templates) {
            assertThat(template.path("renderings")).hasSize(3);
            assertThat(template.toString()).doesNotContainPattern("\\{[A-Z][A-Za-z]+}");
        }
    }

    @Test
    void theInboxShowsWhatSimulatedProvidersWereHanded() {
        String email = "inbox-" + UUID.randomUUID() + "@example.com";
        told("+60123456789", email);
        JsonNode all = ask("outgoing", Map.of()).expect(200).data();
        assertThat(all.path("simulated").toString()).isEqualTo("[\"push\",\"sms\",\"email\"]");
        JsonNode mine = ask("outgoing", Map.of("address", " " + email))
                .expect(200)
                .data()
                .path("items");
        assertThat(mine.findValuesAsText("channel")).containsExactly("email");
        assertThat(ask("outgoing", Map.of("address", email, "channel", "sms"))
                        .data()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void figuresCountByChannelAndDay() {
        told(refused(), "aisyah@example.com");
        JsonNode figures = ask("days", Map.of()).expect(200).data();
        long failed = 0;
        for (JsonNode day : figures.path("days")) {
            failed += day.path("channel").asText().equals("sms")
                    ? day.path("failed").asLong()
                    : 0;
        }
        assertThat(failed).isPositive();
        assertThat(figures.path("waiting").findValuesAsText("channel"))
                .containsExactlyInAnyOrder("push", "sms", "email");
    }

    @Test
    void whatFailedIsSentAgainOnceHoweverOftenItIsAskedForAndHoweverOldItIs() {
        Ride ride = told(refused(), "aisyah@example.com");
        assertThat(resend(idOf(ride), "email").status()).as("it was sent").isEqualTo(422);
        assertThat(resend(idOf(ride), "push").status())
                .as("there was no device")
                .isEqualTo(422);
        assertThat(resend(UUID.randomUUID().toString(), "sms").status()).isEqualTo(404);
        notifications
                .app(ride.owner(), "Aisyah", "+60123450042", "aisyah@example.com")
                .get("/api/v1/notifications")
                .expect(200);
        notifications.service.clock().advance(Duration.ofHours(3));
        assertThat(resend(idOf(ride), "sms").expect(200).data().path("message").asText())
                .isEqualTo("by sms: failed before, now to be sent");
        soon("sent again")
                .until(() -> notifications.deliveries(ride.owner()).equals(List.of("email sent 1", "sms sent 1")));
        assertThat(resend(idOf(ride), "sms").status()).isEqualTo(422);
        assertThat(notifications.outgoing(ride.owner())).hasSize(2);
    }

    @Test
    void whatWaitsStaysAsItIs() {
        Ride ride = told("+60123" + SimulatedProvider.REFUSED, "");
        notifications.execute("update delivery set state = 'pending', due_at = '2999-01-01', attempts = 2"
                + " where notification_id = '" + idOf(ride) + "'");
        assertThat(resend(idOf(ride), "sms").expect(200).data().path("message").asText())
                .contains("already");
        assertThat(notifications.deliveries(ride.owner())).containsExactly("sms pending 2");
    }

    @Test
    void aChannelThatIsTurnedOffSendsNothingUntilItIsOnAgain() {
        Ride ride = told(refused(), "");
        Map<String, Object> off = Map.of("user_id", ride.owner(), "channel", "sms", "enabled", false);
        assertThat(ask("channels", off).expect(200).data().path("message").asText())
                .isEqualTo("sms: on before, off now");
        assertThat(ask("channels", off).expect(200).data().path("message").asText())
                .isEqualTo("sms: off before, off now");
        assertThat(resend(idOf(ride), "sms").error()).contains("turned sms off");
        assertThat(rows(Map.of("user_ids", List.of(ride.owner())))
                        .path("recipients")
                        .get(0)
                        .path("channels")
                        .get(1)
                        .path("enabled")
                        .asBoolean())
                .isFalse();
        assertThat(ask("channels", Map.of("user_id", UUID.randomUUID(), "channel", "sms", "enabled", false))
                        .status())
                .isEqualTo(404);
    }
}
