package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.identity.People.Person;
import my.kilat.local.FreePort;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.security.InvalidTokenException;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.security.TokenVerifier;
import my.kilat.platform.settings.Environment;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a logout or a ban the access tokens of an account are refused everywhere within two seconds, and no others. */
class SessionEndsTest {
    private static final String PROFILE = "/api/v1/auth/profile";
    private static final String FEED = "/.well-known/ended-sessions?after=";

    private static TestService service;
    private static People people;
    private static TokenVerifier elsewhere;

    @BeforeAll
    static void start() {
        service = TestService.start(environment(Map.of()), new IdentityService());
        people = new People(service);
        elsewhere = verifier(service);
    }

    @AfterAll
    static void stop() {
        elsewhere.close();
        service.close();
    }

    private static Environment environment(Map<String, String> more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("BCRYPT_COST", "4", "SERVICE_PORT", Integer.toString(FreePort.next())));
        settings.putAll(more);
        return TestService.environment(false, settings);
    }

    /** What another process verifies with. */
    private static TokenVerifier verifier(TestService identity) {
        Environment other = Environment.of(Map.of(
                "JWT_SECRET",
                identity.environment().optional("JWT_SECRET").orElse(""),
                "UPSTREAM_IDENTITY",
                "http://127.0.0.1:1,http://127.0.0.1:" + identity.port(),
                "JWKS_URL",
                "http://127.0.0.1:" + identity.port() + "/.well-known/jwks.json"));
        return new TokenVerifier(TokenSettings.from(other), HttpClient.newHttpClient(), identity.clock());
    }

    private static boolean accepts(TokenVerifier verifier, String token) {
        try {
            verifier.verify(token);
            return true;
        } catch (InvalidTokenException e) {
            return false;
        }
    }

    private static ConditionFactory withinTwoSeconds(String what) {
        return await(what).pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(2));
    }

    private static void ban(TestService identity, Person person) {
        new Sql(identity.environment()).run("update account set banned_at = now() where id = '" + person.id() + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "HS256"})
    void afterALogoutItsTokensAreRefusedHereAtOnceAndElsewhereSoon(String algorithm) {
        Map<String, String> keys = algorithm.equals("RS256") ? Map.of("JWT_SECRET", "") : Map.of();
        try (TestService identity = TestService.start(environment(keys), new IdentityService());
                TokenVerifier other = verifier(identity)) {
            People all = new People(identity);
            Person person = all.register();
            Person onAnotherPhone = Person.of(
                    all.login(person.email(), People.PASSWORD).expect(200).data());
            Person somebodyElse = all.register();
            assertThat(People.header(person.access()).path("alg").asText()).isEqualTo(algorithm);
            assertThat(List.of(person, onAnotherPhone, somebodyElse)).allMatch(each -> accepts(other, each.access()));

            all.as(person).post("/api/v1/auth/logout").expect(200);

            assertThat(all.as(person).get(PROFILE).expect(401).error()).isEqualTo("invalid or expired token");
            all.as(onAnotherPhone).get(PROFILE).expect(401);
            withinTwoSeconds("elsewhere")
                    .until(() -> !accepts(other, person.access()) && !accepts(other, onAnotherPhone.access()));
            assertThat(other.cached(person.access())).isNull();
            assertThat(accepts(other, somebodyElse.access())).isTrue();
            Person again = Person.of(
                    all.login(person.email(), People.PASSWORD).expect(200).data());
            all.as(again).get(PROFILE).expect(200);
            assertThat(accepts(other, again.access())).isTrue();
            assertThat(accepts(other, person.access())).isFalse();
        }
    }

    @Test
    void aBanByHandIsAsGood() {
        Person person = people.register();
        Person bystander = people.register();
        assertThat(accepts(elsewhere, person.access())).isTrue();
        ban(service, person);
        withinTwoSeconds("elsewhere").until(() -> !accepts(elsewhere, person.access()));
        withinTwoSeconds("here").until(() -> people.as(person).get(PROFILE).status() == 401);
        people.refresh(person.refresh()).expect(403);
        assertThat(accepts(elsewhere, bystander.access())).isTrue();

        new Sql(service.environment()).run("update account set banned_at = null where id = '" + person.id() + "'");
        people.refresh(person.refresh()).expect(401);
        Person again = Person.of(
                people.login(person.email(), People.PASSWORD).expect(200).data());
        assertThat(accepts(elsewhere, again.access())).isTrue();
        assertThat(accepts(elsewhere, person.access())).isFalse();
    }

    @Test
    void aSecondLogoutEndsWhatBeganAfterTheFirst() {
        Person first = people.register();
        people.as(first).post("/api/v1/auth/logout").expect(200);
        Person second = Person.of(
                people.login(first.email(), People.PASSWORD).expect(200).data());
        assertThat(accepts(elsewhere, second.access())).isTrue();
        people.as(second).post("/api/v1/auth/logout").expect(200);
        withinTwoSeconds("elsewhere").until(() -> !accepts(elsewhere, second.access()));
    }

    @Test
    void anotherInstanceOfIdentityHearsOfItToo() {
        try (TestService other = TestService.start(
                service.environment().with("SERVICE_PORT", Integer.toString(FreePort.next())), new IdentityService())) {
            Person person = people.register();
            People there = new People(other);
            there.as(person).get(PROFILE).expect(200);
            people.as(person).post("/api/v1/auth/logout").expect(200);
            withinTwoSeconds("there").until(() -> there.as(person).get(PROFILE).status() == 401);
        }
    }

    @Test
    void whoeverStartsLaterKnowsBeforeItAcceptsAnything() {
        Person person = people.register();
        people.as(person).post("/api/v1/auth/logout").expect(200);
        try (TokenVerifier fresh = verifier(service)) {
            // The first of the two addresses of identity leads nowhere, so the first answer takes a second try.
            withinTwoSeconds("a first answer").until(() -> !accepts(fresh, person.access()));
        }
        Environment direct = Environment.of(Map.of(
                "JWT_SECRET",
                service.environment().text("JWT_SECRET"),
                "UPSTREAM_IDENTITY",
                "http://127.0.0.1:" + service.port()));
        try (TokenVerifier fresh =
                new TokenVerifier(TokenSettings.from(direct), HttpClient.newHttpClient(), service.clock())) {
            assertThatThrownBy(() -> fresh.verify(person.access()))
                    .isInstanceOf(InvalidTokenException.class)
                    .hasMessage("its session has ended");
        }
    }

    @Test
    void whileIdentityIsAwayTokensLiveOnAndWhenItIsBackItsNewsAreHeard() {
        Environment environment = environment(Map.of());
        TestService first = TestService.start(environment, new IdentityService());
        Person person = new People(first).register();
        Person loggedOut = new People(first).register();
        try (TokenVerifier other = verifier(first)) {
            assertThat(accepts(other, person.access())).isTrue();
            new People(first).as(loggedOut).post("/api/v1/auth/logout").expect(200);
            withinTwoSeconds("elsewhere").until(() -> !accepts(other, loggedOut.access()));
            first.close();
            new Sql(environment).run("update account set banned_at = now() where id = '" + person.id() + "'");
            await("a while without news").until(() -> other.revocations().secondsSinceNews() > 2);
            assertThat(accepts(other, person.access())).isTrue();
            assertThat(accepts(other, loggedOut.access())).isFalse();
            try (TestService again = TestService.start(environment, new IdentityService())) {
                assertThat(again.port()).isEqualTo(first.port());
                await("its news").atMost(Duration.ofSeconds(5)).until(() -> !accepts(other, person.access()));
                assertThat(other.revocations().secondsSinceNews()).isLessThan(2);
            }
        }
    }

    /** Somebody bans an account by hand and goes for lunch before committing. */
    @Test
    void anEndThatIsCommittedLateIsNeitherMissedNorInTheWayOfOthers() throws SQLException {
        Person late = people.register();
        Person other = people.register();
        assertThat(List.of(late, other)).allMatch(each -> accepts(elsewhere, each.access()));
        try (Connection connection = new Sql(service.environment()).connect()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("update account set banned_at = now() where id = '" + late.id() + "'");
            people.as(other).post("/api/v1/auth/logout").expect(200);
            withinTwoSeconds("the other").until(() -> !accepts(elsewhere, other.access()));
            assertThat(accepts(elsewhere, late.access())).isTrue();
            connection.commit();
        }
        withinTwoSeconds("the late one").until(() -> !accepts(elsewhere, late.access()));
    }

    @Test
    void theListIsReadInStretchesAndFromTheBeginningByACursorOfAnotherHistory() {
        try (TestService identity = TestService.start(environment(Map.of()), new IdentityService())) {
            new Sql(identity.environment())
                    .run("insert into session_end (account_id, generation, ended_at)"
                            + " select gen_random_uuid(), 1, now() from generate_series(1, 2500)");
            List<Integer> sizes = new ArrayList<>();
            List<UUID> seen = new ArrayList<>();
            long cursor = 0;
            JsonNode page;
            do {
                page = identity.client().get(FEED + cursor).expect(200).json();
                sizes.add(page.path("ended").size());
                page.path("ended")
                        .forEach(ended ->
                                seen.add(UUID.fromString(ended.path("user_id").asText())));
                cursor = page.path("cursor").asLong();
            } while (page.path("more").asBoolean());
            assertThat(sizes).startsWith(1000, 1000).allMatch(size -> size <= 1000);
            await("the verifier of identity itself numbers them as well")
                    .until(() -> new Sql(identity.environment())
                            .one("select count(*) from session_end where seq is null")
                            .equals("0"));
            JsonNode rest = identity.client().get(FEED + cursor).expect(200).json();
            rest.path("ended")
                    .forEach(ended ->
                            seen.add(UUID.fromString(ended.path("user_id").asText())));
            assertThat(seen).hasSize(2500).doesNotHaveDuplicates();
            assertThat(rest.path("remember_seconds").asLong()).isEqualTo(1200);
            assertThat(identity.client()
                            .get(FEED + 1_000_000)
                            .expect(200)
                            .json()
                            .path("ended"))
                    .as("the database is an older copy of itself")
                    .hasSize(1000);
            identity.client().get(FEED + "x").expect(400);
            identity.client().get(FEED + "-1").expect(400);
            identity.client().get("/.well-known/ended-sessions").expect(200);
        }
    }

    @Test
    void anEndIsForgottenOnceNoTokenCanBeOlder() {
        try (TestService identity =
                TestService.start(environment(Map.of("FORGET_EVERY", "50ms")), new IdentityService())) {
            Sql sql = new Sql(identity.environment());
            Person person = new People(identity).register();
            new People(identity).as(person).post("/api/v1/auth/logout").expect(200);
            assertThat(sql.one("select count(*) from session_end")).isEqualTo("1");
            sql.run("update session_end set ended_at = now() - interval '21 minutes'");
            await("forgotten")
                    .until(() -> sql.one("select count(*) from session_end").equals("0"));
        }
    }
}
