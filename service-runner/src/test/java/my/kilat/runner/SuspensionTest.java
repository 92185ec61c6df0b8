package my.kilat.runner;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import my.kilat.contract.event.EventType;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runners whom an administrator keeps from going online. */
class SuspensionTest {
    private static final UUID ADMIN = UUID.randomUUID();

    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.open();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static Answer ask(String operation, Map<String, Object> question) {
        String token = ServiceTokens.from(stage.service.environment(), "console", stage.service.clock())
                .tokenFor("runner");
        return stage.service.client().as(token).post("/internal/v1/runners/" + operation, question);
    }

    private static Answer act(String operation, UUID user, String reason) {
        return ask(operation, Map.of("user_id", user, "admin_id", ADMIN, "reason", reason));
    }

    private static JsonNode file(UUID user) {
        return ask("file", Map.of("user_id", user)).expect(200).data();
    }

    private static Answer goOnline(UUID user) {
        return stage.runner(user).post("/api/v1/runners/me/online", Stage.place(3.1, 101.7));
    }

    @Test
    void aSuspendedRunnerIsOffDutyAndStaysSoUntilItIsLifted() {
        UUID user = stage.newRunnerAt(3.1, 101.7);
        act("suspend", user, "the documents have expired").expect(200);
        stage.events.await(EventType.RUNNER_OFFLINE, user);
        assertThat(stage.sessionStatus(user)).isEqualTo("inactive");
        assertThat(goOnline(user).status()).isEqualTo(403);
        assertThat(goOnline(user).error()).contains("suspended");
        assertThat(file(user).path("runner").has("suspended_at")).isTrue();
        assertThat(act("suspend", user, "once more").status()).isEqualTo(409);

        act("lift", user, "new documents were shown").expect(200);
        assertThat(act("lift", user, "once more").status()).isEqualTo(409);
        assertThat(stage.sessionStatus(user)).isEqualTo("inactive");
        goOnline(user).expect(200);
        JsonNode file = file(user);
        assertThat(file.path("runner").has("suspended_at")).isFalse();
        assertThat(file.path("suspensions")).hasSize(1);
        JsonNode kept = file.path("suspensions").get(0);
        assertThat(kept.path("reason").asText()).isEqualTo("the documents have expired");
        assertThat(kept.path("lift_reason").asText()).isEqualTo("new documents were shown");
        assertThat(kept.path("lifted_by").asText()).isEqualTo(ADMIN.toString());
    }

    @Test
    void aRideUnderWayGoesOn() {
        UUID user = stage.newRunnerAt(3.1, 101.7);
        UUID booking = UUID.randomUUID();
        stage.events.publish(Stage.accepted(booking, user));
        await().until(() -> file(user).path("runner").path("rides").size() == 1);
        act("suspend", user, "complaints of owners").expect(200);
        stage.runner(user)
                .post("/api/v1/runners/me/location", Stage.place(3.11, 101.7))
                .expect(200);
        assertThat(file(user).path("runner").path("rides")).hasSize(1);
    }

    @Test
    void whoeverHasNoProfileIsNotFoundAndAReasonIsNeeded() {
        assertThat(act("suspend", UUID.randomUUID(), "who is that").status()).isEqualTo(404);
        assertThat(act("suspend", stage.newRunner(), "no").status()).isEqualTo(400);
    }

    @Test
    void goingOnlineAtTheSameMomentEndsOffDuty() throws Exception {
        for (int round = 0; round < 20; round++) {
            UUID user = stage.newRunner();
            CountDownLatch together = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Answer> online = threads.submit(() -> {
                    together.await();
                    return goOnline(user);
                });
                Future<Answer> suspended = threads.submit(() -> {
                    together.await();
                    return act("suspend", user, "the documents have expired");
                });
                together.countDown();
                assertThat(List.of(200, 403)).contains(online.get().status());
                assertThat(suspended.get().status()).isEqualTo(200);
            }
            assertThat(stage.sessionStatus(user)).isEqualTo("inactive");
        }
    }

    /** How a runner was announced to stand, one for each time. */
    private static List<JsonNode> announced(UUID user) {
        return stage.events.all(EventType.SUSPENSION_CHANGED, user).stream()
                .map(EventProbe.Seen::data)
                .toList();
    }

    private static JsonNode awaitAnnounced(UUID user, int count) {
        await().until(() -> announced(user).size() >= count);
        assertThat(announced(user)).hasSize(count);
        return announced(user).getLast();
    }

    @Test
    void aSuspensionAndItsLiftingArePublishedWithRevisionsThatGrow() {
        UUID user = stage.newRunner();
        act("suspend", user, "the documents have expired").expect(200);
        JsonNode suspended = awaitAnnounced(user, 1);
        assertThat(suspended.path("suspended").asBoolean()).isTrue();
        assertThat(suspended.toString()).doesNotContain("documents", ADMIN.toString());
        act("lift", user, "new documents were shown").expect(200);
        JsonNode lifted = awaitAnnounced(user, 2);
        assertThat(lifted.path("suspended").asBoolean()).isFalse();
        assertThat(lifted.path("revision").asLong())
                .isGreaterThan(suspended.path("revision").asLong());
        act("suspend", user, "they were forged").expect(200);
        assertThat(awaitAnnounced(user, 3).path("revision").asLong())
                .isGreaterThan(lifted.path("revision").asLong());
    }

    @Test
    void whatWasNotPublishedIsFoundAndPublished() {
        UUID user = stage.newRunner();
        stage.database.useHandle(handle -> handle.execute(
                "insert into suspension (id, user_id, suspended_at, suspended_by, reason)"
                        + " values (gen_random_uuid(), ?, now(), ?, 'by an earlier version')",
                user,
                ADMIN));
        JsonNode suspended = awaitAnnounced(user, 1);
        assertThat(suspended.path("suspended").asBoolean()).isTrue();
        stage.database.useHandle(handle -> handle.execute(
                "update suspension set lifted_at = now(), lifted_by = ?, lift_reason = 'by an earlier version'"
                        + " where user_id = ?",
                ADMIN,
                user));
        JsonNode lifted = awaitAnnounced(user, 2);
        assertThat(lifted.path("suspended").asBoolean()).isFalse();
        assertThat(lifted.path("revision").asLong())
                .isGreaterThan(suspended.path("revision").asLong());
    }

    @Test
    void howeverManyCannotBePublishedTheyKeepNoOtherWaiting() {
        List<UUID> users = IntStream.range(0, 120)
                .mapToObj(i -> stage.newRunner())
                .sorted(Comparator.comparing(UUID::toString))
                .toList();
        List<UUID> broken = users.subList(0, 110);
        stage.execute("create table broken as select unnest(array["
                + broken.stream().map(user -> "'" + user + "'").collect(joining(",")) + "]::uuid[]) as user_id");
        stage.execute("create function refuse() returns trigger language plpgsql as $$ begin"
                + " if new.user_id in (select user_id from broken) then raise exception 'refused'; end if;"
                + " return new; end $$");
        stage.execute(
                "create trigger refuse before insert on announced_suspension for each row execute function refuse()");
        stage.database.useHandle(handle -> handle.execute(
                "insert into suspension (id, user_id, suspended_at, suspended_by, reason)"
                        + " select gen_random_uuid(), user_id, now(), user_id, 'by an earlier version'"
                        + " from unnest(?) as u(user_id)",
                (Object) users.toArray(UUID[]::new)));
        users.subList(broken.size(), users.size()).forEach(user -> awaitAnnounced(user, 1));
        await().until(() -> stage.alarm("suspensions").startsWith("110 runners"));
        assertThat(announced(broken.getFirst())).isEmpty();
        stage.execute("drop trigger refuse on announced_suspension");
        broken.forEach(user -> awaitAnnounced(user, 1));
        await().until(() -> stage.alarm("suspensions").isEmpty());
    }

    @Test
    void itIsPublishedAgainAfterADayForReadersThatKnowALaterOneFromBeforeARestore() {
        UUID user = stage.newRunner();
        act("suspend", user, "the documents have expired").expect(200);
        JsonNode first = awaitAnnounced(user, 1);
        stage.database.useHandle(handle -> handle.execute(
                "update announced_suspension set announced_at = announced_at - interval '25 hours' where user_id = ?",
                user));
        JsonNode again = awaitAnnounced(user, 2);
        assertThat(again.path("revision").asLong())
                .isGreaterThan(first.path("revision").asLong());
        assertThat(again.path("suspended").asBoolean()).isTrue();
        assertThat(again.path("occurred_at")).isEqualTo(first.path("occurred_at"));
    }
}
