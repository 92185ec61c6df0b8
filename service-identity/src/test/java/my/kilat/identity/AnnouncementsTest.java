package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.EventType;
import my.kilat.identity.People.Person;
import my.kilat.local.FreePort;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the other services are told of accounts. */
class AnnouncementsTest {
    private static EventProbe events;
    private static TestService service;
    private static People people;

    @BeforeAll
    static void start() {
        events = new EventProbe(TestServers.kafka().bootstrapServers());
        service = TestService.start(
                false, Map.of("BCRYPT_COST", "4", "ACCOUNTS_ANNOUNCE_EVERY", "24h"), new IdentityService());
        people = new People(service);
    }

    @AfterAll
    static void stop() {
        service.close();
        events.close();
    }

    private static JsonNode told(UUID account, long version) {
        return events.await(
                        "version " + version + " of " + account,
                        event -> event.key().equals(account.toString())
                                && event.data().path("version").asLong() == version)
                .data();
    }

    private static long times(UUID account, long version) {
        return events.all(EventType.ACCOUNT_UPDATED, account).stream()
                .filter(event -> event.data().path("version").asLong() == version)
                .count();
    }

    @Test
    void aNewAccountAndEachChangeOfItAreTold() {
        Map<String, Object> form = People.form(People.newAddress());
        form.put("phone", "+60 12-345 6789");
        Person person = Person.of(
                service.client().post("/api/v1/auth/register", form).expect(201).data());
        JsonNode opened = told(person.id(), 1);
        assertThat(opened.path("user_id").asText()).isEqualTo(person.id().toString());
        assertThat(opened.path("email").asText()).isEqualTo(person.email());
        assertThat(opened.path("phone").asText()).isEqualTo("+60123456789");
        assertThat(opened.path("full_name").asText()).isEqualTo("Aisyah Rahman");
        assertThat(opened.path("role").asText()).isEqualTo("owner");
        assertThat(opened.path("session_generation").asLong()).isZero();
        assertThat(opened.path("banned").asBoolean()).isFalse();

        people.as(person)
                .put("/api/v1/auth/profile", Map.of("phone", "0198765432", "avatar_url", "https://example.com/a.png"))
                .expect(200);
        assertThat(told(person.id(), 2).path("phone").asText()).isEqualTo("0198765432");
        people.as(person).post("/api/v1/auth/logout").expect(200);
        JsonNode after = told(person.id(), 3);
        assertThat(after.path("session_generation").asLong()).isEqualTo(1);
        assertThat(after.path("phone").asText()).isEqualTo("0198765432");
        assertThat(events.all(EventType.ACCOUNT_UPDATED, person.id()))
                .extracting(event -> event.data().path("version").asLong())
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void tokensCarryWhatOrdersThem() {
        Person person = people.register();
        people.as(person)
                .put("/api/v1/auth/profile", Map.of("full_name", "Aisyah binti Rahman"))
                .expect(200);
        people.as(person).post("/api/v1/auth/logout").expect(200);
        Person again = Person.of(
                people.login(person.email(), People.PASSWORD).expect(200).data());
        assertThat(People.claims(person.access()).path("ver").asLong()).isEqualTo(1);
        assertThat(People.claims(person.access()).path("gen").asLong()).isZero();
        assertThat(People.claims(again.access()).path("ver").asLong()).isEqualTo(3);
        assertThat(People.claims(again.access()).path("gen").asLong()).isEqualTo(1);
        assertThat(People.claims(again.refresh()).has("gen")).isFalse();
    }

    @Test
    void whatIsChangedByHandIsToldTooAndWhatIsNobodysBusinessIsNot() {
        Sql sql = new Sql(service.environment());
        Person person = people.register();
        told(person.id(), 1);
        sql.run("update account set avatar_url = 'x', is_verified = true where id = '" + person.id() + "'");
        sql.run("update account set banned_at = now() where id = '" + person.id() + "'");
        JsonNode banned = told(person.id(), 2);
        assertThat(banned.path("banned").asBoolean()).isTrue();
        assertThat(banned.path("session_generation").asLong()).isEqualTo(1);
        sql.run("update account set session_generation = 0 where id = '" + person.id() + "'");
        assertThat(sql.one("select session_generation from account where id = '" + person.id() + "'"))
                .as("a generation never falls")
                .isEqualTo("1");
    }

    /** The migration leaves every account as one that was never announced. */
    @Test
    void accountsFromBeforeThereWereAnnouncementsAreToldByThemselves() {
        UUID old = UUID.randomUUID();
        new Sql(service.environment())
                .run("insert into account (id, email, full_name, role, password_hash, created_at, updated_at) values ('"
                        + old + "', '" + old + "@example.com', 'Old', 'runner', 'x', now(), now())");
        assertThat(told(old, 1).path("role").asText()).isEqualTo("runner");
    }

    @Test
    void anAccountIsToldAgainAfterADayAndWhenAnOperatorWantsIt() {
        Person person = people.register();
        told(person.id(), 1);
        new Sql(service.environment()).run("update account set announced_version = 0 where id = '" + person.id() + "'");
        await("told again").atMost(Duration.ofSeconds(10)).until(() -> times(person.id(), 1) == 2);
        service.clock().advance(Duration.ofHours(25));
        await("told again after a day").atMost(Duration.ofSeconds(30)).until(() -> times(person.id(), 1) == 3);
    }

    @Test
    void withoutABrokerEverybodyMayLogInAndWhatWaitsForItIsBounded() {
        int nothing = FreePort.next();
        Environment alone =
                TestService.environment(false, Map.of("BCRYPT_COST", "4", "KAFKA_BROKERS", "127.0.0.1:" + nothing));
        Sql sql = new Sql(alone);
        Person person;
        try (TestService identity = TestService.start(alone, new IdentityService())) {
            People all = new People(identity);
            person = all.register();
            all.as(person).post("/api/v1/auth/logout").expect(200);
            all.login(person.email(), People.PASSWORD).expect(200);
            sql.run("insert into account (id, email, full_name, role, password_hash, created_at, updated_at)"
                    + " select id, id || '@example.com', 'Many', 'owner', 'x', now(), now()"
                    + " from (select gen_random_uuid() as id from generate_series(1, 3000)) ids");
            await("as many as may wait").until(() -> Integer.parseInt(sql.one("select count(*) from outbox")) >= 1000);
            await("no more than that")
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> Integer.parseInt(sql.one("select count(*) from outbox")) <= 1200);
        }
        try (TestService _ = TestService.start(
                alone.with("KAFKA_BROKERS", TestServers.kafka().bootstrapServers()), new IdentityService())) {
            await("all are told")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> sql.one("select count(*) from account where announced_version < version")
                                    .equals("0")
                            && sql.one("select count(*) from outbox").equals("0"));
            assertThat(told(person.id(), 2).path("session_generation").asLong()).isEqualTo(1);
            assertThat(List.of(1L, 2L)).contains(times(person.id(), 2));
        }
    }
}
