package my.kilat.notification;

import static my.kilat.notification.Notifications.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.NoticeOccasion;
import my.kilat.contract.event.PaymentStage;
import my.kilat.contract.event.Topic;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From events to inboxes, and how inboxes are read. */
class InboxTest {
    private static final String LIST = "/api/v1/notifications";

    private static Notifications notifications;

    @BeforeAll
    static void start() {
        notifications = Notifications.start(Map.of("EVENT_WAIT", "5s"));
    }

    @AfterAll
    static void stop() {
        notifications.close();
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }

    /** Gives an owner this many notifications, and returns their ids, newest first. */
    private static List<String> fill(UUID owner, int size) {
        for (int i = 0; i < size; i++) {
            notifications.events.publish(Ride.of(owner).requested());
        }
        soon("a full inbox").until(() -> notifications.idsOf(owner).size() == size);
        return notifications.idsOf(owner);
    }

    @Test
    void aNoticeIsGivenOnceAndNotWhenItsMomentHasPassed() {
        Ride ride = Ride.any();
        notifications.events.publish(
                ride.notice(NoticeOccasion.REQUEST_UNANSWERED, Instant.now().minusSeconds(1)));
        UUID id = notifications.events.publish(
                ride.notice(NoticeOccasion.PICKUP_LATE, Instant.now().plusSeconds(3_600)));
        notifications.events.publish(
                id, ride.notice(NoticeOccasion.PICKUP_LATE, Instant.now().plusSeconds(3_600)));
        notifications.events.publish(ride.notice(NoticeOccasion.RIDE_WITHDRAWN, null));
        assertThat(notifications.awaitInbox(ride.runner(), 2))
                .extracting(item -> item.path("title").asText())
                .containsExactly("Ride Offered To Others", "Please Pick Up The Pet");
        JsonNode late = notifications.awaitInbox(ride.owner(), 1).getFirst();
        assertThat(notifications.idsOf(ride.owner())).hasSize(1);
        assertThat(late.path("type").asText()).isEqualTo("notice.given");
        assertThat(late.path("title").asText()).isEqualTo("Your Runner Is Late");
    }

    @Test
    void aRideFillsTheInboxesOfItsOwnerAndItsRunner() {
        Ride ride = Ride.any();
        notifications.events.publish(ride.requested());
        notifications.events.publish(ride.accepted());
        notifications.events.publish(ride.pickedUp());
        notifications.events.publish(ride.inProgress());
        notifications.events.publish(ride.confirmed(ConfirmedBy.RUNNER));
        notifications.events.publish(ride.confirmed(ConfirmedBy.OWNER));
        notifications.events.publish(ride.completed());
        List<JsonNode> owner = notifications.awaitInbox(ride.owner(), 7);
        assertThat(owner)
                .extracting(item -> item.path("title").asText())
                .as("newest first")
                .containsExactly(
                        "Booking Completed",
                        "Delivery Confirmed!",
                        "Please Confirm Delivery",
                        "Delivery In Progress",
                        "Pet Picked Up",
                        "Runner Assigned!",
                        "Booking Created");
        assertThat(notifications.awaitInbox(ride.runner(), 2))
                .extracting(item -> item.path("title").asText())
                .containsExactly("Booking Completed", "Delivery Confirmed!");
        JsonNode created = owner.getLast();
        assertThat(created.path("user_id").asText()).isEqualTo(ride.owner().toString());
        assertThat(created.path("booking_id").asText()).isEqualTo(ride.booking().toString());
        assertThat(created.path("event_type").asText()).isEqualTo("booking.requested");
        assertThat(created.path("type").asText()).isEqualTo("booking.requested");
        assertThat(created.path("body").asText())
                .isEqualTo("Your booking BK-7QK2MX for RM 22.10 is created. We tell you as soon as a runner takes it.");
        assertThat(created.path("metadata"))
                .isEqualTo(Json.tree("{\"booking_number\":\"BK-7QK2MX\",\"amount_formatted\":\"RM 22.10\"}"
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(created.path("status").asText())
                .as("nothing but the inbox to try")
                .isEqualTo("sent");
        assertThat(created.path("channels_sent").isArray()).isTrue();
        assertThat(created.path("channels_sent")).isEmpty();
        assertThat(created.path("is_read").asBoolean()).isFalse();
        assertThat(created.has("read_at")).isFalse();
        assertThat(notifications.deliveries(ride.owner())).isEmpty();
    }

    @Test
    void moneyAndTripsAreTold() {
        Ride ride = Ride.any();
        notifications.events.publish(ride.held());
        notifications.events.publish(ride.released());
        notifications.events.publish(ride.refunded("booking cancelled: storm"));
        notifications.events.publish(ride.failed(PaymentStage.HOLD, "the card was declined"));
        assertThat(notifications.awaitInbox(ride.owner(), 3))
                .extracting(item -> item.path("event_type").asText())
                .containsExactly("payment.failed", "payment.escrow_refunded", "payment.escrow_held");
        assertThat(notifications.awaitInbox(ride.runner(), 1))
                .extracting(item -> item.path("title").asText())
                .containsExactly("Payment Received");
        Ride trip = Ride.any();
        notifications.events.publish(trip.trackingStarted());
        notifications.events.publish(trip.trackingCompleted(12.345));
        assertThat(notifications.awaitInbox(trip.owner(), 2))
                .extracting(item -> item.path("body").asText())
                .containsExactly(
                        "The trip of booking BK-7QK2MX is over after 12.3 km.",
                        "You can follow booking BK-7QK2MX live now.");
    }

    @Test
    void anEventThatComesAgainIsToldOnce() {
        Ride ride = Ride.any();
        UUID event = UUID.randomUUID();
        notifications.events.publish(event, ride.completed());
        notifications.events.publish(event, ride.completed());
        String id =
                notifications.awaitInbox(ride.owner(), 1).getFirst().path("id").asText();
        notifications.app(ride.owner()).put(LIST + "/" + id + "/read", null).expect(200);
        // Even when it comes so late that it is no longer remembered as received, as from the dead letters.
        notifications.execute("delete from inbox where event_id = '" + event + "'");
        notifications.events.publish(event, ride.completed());
        notifications.events.publish(ride.confirmed(ConfirmedBy.OWNER));
        assertThat(notifications.awaitInbox(ride.owner(), 2)).hasSize(2);
        assertThat(notifications.idsOf(ride.runner())).hasSize(2);
        assertThat(notifications.notification(ride.owner(), id).path("is_read").asBoolean())
                .isTrue();
    }

    @Test
    void anOldEventWithoutItsPartiesWaitsForTheOneThatNamesThem() {
        Ride ride = Ride.any();
        notifications.events.publish(ride.heldBriefly());
        notifications.events.publish(ride.requested());
        assertThat(notifications.awaitInbox(ride.owner(), 2))
                .extracting(item -> item.path("body").asText())
                .contains("RM 22.10 for booking BK-7QK2MX is held safely until you confirm the delivery.");
        notifications.events.publish(ride.accepted());
        notifications.events.publish(ride.cancelledBriefly(ride.owner()));
        assertThat(notifications.awaitInbox(ride.runner(), 1))
                .extracting(item -> item.path("title").asText())
                .containsExactly("Booking Cancelled");
    }

    @Test
    void afterADeclineTheFirstRunnerHearsNoMoreOfIt() {
        Ride ride = Ride.any();
        notifications.events.publish(ride.requested());
        notifications.events.publish(ride.accepted());
        notifications.events.publish(ride.offeredAgain());
        notifications.events.publish(ride.cancelledBriefly(UUID.randomUUID()));
        assertThat(notifications.awaitInbox(ride.owner(), 4))
                .extracting(item -> item.path("title").asText())
                .containsExactly(
                        "Booking Cancelled", "Looking For Another Runner", "Runner Assigned!", "Booking Created");
        assertThat(notifications.idsOf(ride.runner())).isEmpty();
    }

    @Test
    void anEventOfWhichNothingIsKnownGoesToTheDeadLettersAndHoldsNobodyElseUp() {
        Ride unknown = Ride.any();
        Ride other = Ride.any();
        UUID event = notifications.events.publish(unknown.heldBriefly());
        notifications.events.publish(other.held());
        notifications.awaitInbox(other.owner(), 1);
        notifications.events.await(
                "dead letter",
                seen -> seen.topic().equals(Topic.PAYMENT.deadLetters())
                        && seen.id().equals(event.toString()));
    }

    @Test
    void withoutAQueryAndByPageItIsAnArray() {
        UUID owner = UUID.randomUUID();
        List<String> ids = fill(owner, 23);
        ApiClient app = notifications.app(owner);
        var bare = app.get(LIST).expect(200);
        assertThat(texts(bare.data(), "id")).isEqualTo(ids.subList(0, 20));
        assertThat(bare.json().path("pagination").toString())
                .isEqualTo("{\"total\":23,\"page\":1,\"limit\":20,\"total_pages\":2}");
        assertThat(texts(app.get(LIST + "?page=1&limit=50").expect(200).data(), "id"))
                .as("as the web apps ask")
                .isEqualTo(ids);
        assertThat(texts(app.get(LIST + "?page=2&limit=20").expect(200).data(), "id"))
                .as("as Flutter asks")
                .isEqualTo(ids.subList(20, 23));
        var beyond = app.get(LIST + "?page=9").expect(200);
        assertThat(beyond.data()).isEmpty();
        assertThat(beyond.json().path("pagination").path("total").asInt()).isEqualTo(23);
        var wrong = app.get(LIST + "?page=x&limit=1000").expect(200);
        assertThat(wrong.json().path("pagination").path("page").asInt()).isEqualTo(1);
        assertThat(wrong.json().path("pagination").path("limit").asInt()).isEqualTo(100);
        assertThat(app.get(LIST + "?page=1&cursor=abc").expect(200).data().isArray())
                .isTrue();
    }

    @Test
    void byLimitOrCursorItIsAnObjectAndTheCursorStaysWhereItIs() {
        UUID owner = UUID.randomUUID();
        List<String> ids = fill(owner, 45);
        ApiClient phone = notifications.app(owner);
        JsonNode first = phone.get(LIST + "?limit=20").expect(200).data();
        assertThat(texts(first.path("items"), "id")).isEqualTo(ids.subList(0, 20));
        JsonNode item = first.path("items").get(0);
        assertThat(item.path("createdAt").asText())
                .isNotEmpty()
                .isEqualTo(item.path("created_at").asText());
        assertThat(item.has("readAt")).isFalse();
        assertThat(first.path("nextCursor")).isEqualTo(first.path("next_cursor"));

        for (int i = 0; i < 5; i++) {
            notifications.events.publish(Ride.of(owner).requested());
        }
        soon("five more").until(() -> notifications.idsOf(owner).size() == 50);

        String cursor = first.path("next_cursor").asText();
        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        JsonNode second =
                phone.get(LIST + "?limit=20&cursor=" + cursor).expect(200).data();
        assertThat(texts(second.path("items"), "id")).isEqualTo(ids.subList(20, 40));
        assertThat(phone.get(LIST + "?limit=20&cursor=" + cursor).expect(200).data())
                .as("the same again")
                .isEqualTo(second);
        JsonNode third = phone.get(
                        LIST + "?cursor=" + second.path("next_cursor").asText())
                .expect(200)
                .data();
        assertThat(texts(third.path("items"), "id")).isEqualTo(ids.subList(40, 45));
        assertThat(third.path("next_cursor").asText()).isEmpty();
        assertThat(third.path("next_cursor").isTextual()).isTrue();

        assertThat(phone.get(LIST + "?limit=20").json().has("pagination")).isFalse();
        JsonNode paged = phone.get(LIST + "?limit=20&cursor=" + cursor).json();
        assertThat(paged.path("pagination").path("next_cursor")).isEqualTo(second.path("next_cursor"));
        assertThat(paged.path("pagination").path("limit").asInt()).isEqualTo(20);
        assertThat(phone.get(LIST + "?cursor=&limit=50")
                        .json()
                        .path("pagination")
                        .toString())
                .as("as in other lists, nothing is named at the end")
                .isEqualTo("{\"limit\":50}");

        assertThat(phone.get(LIST + "?limit=500").expect(200).data().path("items"))
                .hasSize(50);
        assertThat(phone.get(LIST + "?limit=50")
                        .expect(200)
                        .data()
                        .path("next_cursor")
                        .asText())
                .as("nothing is behind the last")
                .isEmpty();
        assertThat(phone.get(LIST + "?cursor=").expect(200).data().path("items"))
                .as("an empty cursor begins at the top")
                .hasSize(20);
        assertThat(notifications
                        .app(UUID.randomUUID())
                        .get(LIST + "?cursor=" + cursor)
                        .expect(200)
                        .data()
                        .path("items"))
                .as("somebody else's cursor shows nothing of theirs")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "AAAA",
                "%2B%2B%2B",
                "f_________________________________________",
                "________________________________",
                // of a list of bookings
                "AAZGeNwvaIABk_HCehB8PpsdTypsjgsR7Jk3c1t0n0w"
            })
    void aCursorThatIsNotOursIsRefused(String cursor) {
        assertThat(notifications
                        .app(UUID.randomUUID())
                        .get(LIST + "?cursor=" + cursor)
                        .expect(400)
                        .error())
                .isEqualTo("cursor must be a next_cursor as it was given");
    }

    @Test
    void bothVerbsMarkAsReadAndTheFirstTimeCounts() {
        Ride ride = Ride.any();
        notifications.events.publish(ride.requested());
        notifications.events.publish(ride.accepted());
        List<String> ids = new ArrayList<>();
        notifications
                .awaitInbox(ride.owner(), 2)
                .forEach(item -> ids.add(item.path("id").asText()));
        ApiClient app = notifications.app(ride.owner());

        var put = app.put(LIST + "/" + ids.get(0) + "/read", null).expect(200);
        assertThat(put.text()).isEqualTo("{\"success\":true,\"data\":{\"message\":\"notification marked as read\"}}");
        JsonNode read = notifications.notification(ride.owner(), ids.get(0));
        assertThat(read.path("is_read").asBoolean()).isTrue();
        String readAt = read.path("read_at").asText();
        assertThat(readAt).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(read.path("updated_at").asText()).isEqualTo(readAt);

        notifications.service.clock().advance(Duration.ofMinutes(1));
        app.put(LIST + "/" + ids.get(0) + "/read", null).expect(200);
        assertThat(notifications.notification(ride.owner(), ids.get(0))).isEqualTo(read);

        app.post(LIST + "/" + ids.get(1).toUpperCase(Locale.ROOT) + "/read", Map.of("read_at", "2020-01-01T00:00:00Z"))
                .expect(200);
        app.post(LIST + "/" + ids.get(1) + "/read").expect(200);
        JsonNode byPhone = notifications.notification(ride.owner(), ids.get(1));
        assertThat(byPhone.path("is_read").asBoolean()).isTrue();
        assertThat(byPhone.path("read_at").asText())
                .as("our clock, not the phone's")
                .isGreaterThan(readAt);
        JsonNode listed =
                app.get(LIST + "?limit=1").expect(200).data().path("items").get(0);
        assertThat(listed.path("readAt")).isEqualTo(listed.path("read_at"));
        app.put(LIST + "/" + ids.get(1) + "/read", "{nonsense").expect(200);
    }

    @Test
    void somebodyElsesNotificationIsNotThere() {
        Ride ride = Ride.any();
        notifications.events.publish(ride.requested());
        String id =
                notifications.awaitInbox(ride.owner(), 1).getFirst().path("id").asText();
        for (Role role : Role.values()) {
            ApiClient stranger = notifications.service.client(role);
            assertThat(stranger.get(LIST + "/" + id).expect(404).error()).isEqualTo("Notification not found");
            stranger.put(LIST + "/" + id + "/read", null).expect(404);
            stranger.post(LIST + "/" + id + "/read").expect(404);
            assertThat(stranger.get(LIST).expect(200).data()).isEmpty();
        }
        ApiClient owner = notifications.app(ride.owner());
        assertThat(owner.get(LIST + "/" + id).expect(200).data().path("is_read").asBoolean())
                .isFalse();
        owner.get(LIST + "/" + UUID.randomUUID()).expect(404);
        assertThat(owner.get(LIST + "/draft-1").expect(400).error()).isEqualTo("id is not a valid UUID");
        ApiClient nobody = notifications.service.client();
        nobody.get(LIST).expect(401);
        nobody.get(LIST + "/" + id).expect(401);
        nobody.put(LIST + "/" + id + "/read", null).expect(401);
        nobody.get(LIST + "/preferences").expect(401);
        nobody.put(LIST + "/preferences", Map.of("enable_push", false)).expect(401);
        nobody.post(LIST + "/fcm-token", Map.of("token", "t")).expect(401);
    }

    @Test
    void theOtherPartyHearsOfACancellation() {
        Ride ride = Ride.any();
        notifications.events.publish(ride.cancelled(CancelledByRole.OWNER, ride.owner(), "changed_mind"));
        notifications.events.publish(ride.completed());
        assertThat(notifications
                        .awaitInbox(ride.runner(), 2)
                        .getLast()
                        .path("body")
                        .asText())
                .isEqualTo("Booking BK-7QK2MX was cancelled. Reason: changed their mind.");
        assertThat(notifications.awaitInbox(ride.owner(), 1)).hasSize(1);
    }
}
