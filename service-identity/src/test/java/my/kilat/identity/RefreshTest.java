package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import my.kilat.contract.identity.Role;
import my.kilat.identity.People.Person;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A refresh token buys one pair; for thirty seconds the same pair again; later it ends its session. */
class RefreshTest {
    private static final String INVALID = "invalid refresh token";
    private static final String NOT_FOUND = "refresh token not found";
    private static final String OVER = "refresh token is expired or revoked";

    private static TestService service;
    private static People people;

    @BeforeAll
    static void start() {
        service = TestService.start(false, Map.of("BCRYPT_COST", "4"), new IdentityService());
        people = new People(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Person refreshed(String token) {
        return Person.of(people.refresh(token).expect(200).data());
    }

    @Test
    void aRefreshGivesANewPairAndTheAccount() {
        Person person = people.register();
        ApiClient.Answer answer = people.refresh(person.refresh()).expect(200);
        Person next = Person.of(answer.data());
        assertThat(next.id()).isEqualTo(person.id());
        assertThat(next.refresh()).isNotEqualTo(person.refresh());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        people.as(next).get("/api/v1/auth/profile").expect(200);
        refreshed(next.refresh());
    }

    @Test
    void withinTheGraceTheSameTokenGivesTheSamePair() {
        Person person = people.register();
        Person first = refreshed(person.refresh());
        service.clock().advance(Duration.ofSeconds(25));
        Person second = refreshed(person.refresh());
        assertThat(second).isEqualTo(first);
        refreshed(second.refresh());
    }

    @Test
    void withinTheGraceItGivesTheNewestOfItsChain() {
        Person person = people.register();
        Person second = refreshed(person.refresh());
        Person third = refreshed(second.refresh());
        assertThat(refreshed(person.refresh())).isEqualTo(third);
        Person fourth = refreshed(third.refresh());
        assertThat(refreshed(person.refresh())).isEqualTo(fourth);
        assertThat(refreshed(second.refresh())).isEqualTo(fourth);
        service.clock().advance(Duration.ofMinutes(14));
        Person fifth = refreshed(fourth.refresh());
        people.as(fifth).get("/api/v1/auth/profile").expect(200);
        assertThat(people.refresh(person.refresh()).expect(401).error())
                .as("long after its grace it was stolen")
                .isEqualTo(OVER);
        assertThat(people.refresh(fifth.refresh()).expect(401).error()).isEqualTo(OVER);
    }

    @Test
    void aChainThatGrowsTooFastIsTooManyRequestsAndEndsNothing() {
        Person person = people.register();
        Person newest = person;
        for (int i = 0; i < 101; i++) {
            newest = refreshed(newest.refresh());
        }
        people.refresh(person.refresh()).expect(429);
        refreshed(newest.refresh());
    }

    /** Tabs that share what they store: each shows what it read last, perhaps an old one, and stores what it gets. */
    @Test
    void tabsOfOneBrowserAtTwoInstancesNeverEndTheirSession() throws Exception {
        try (TestService one = TestService.start(false, Map.of("BCRYPT_COST", "4"), new IdentityService());
                TestService other = TestService.start(one.environment(), new IdentityService());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<People> instances = List.of(new People(one), new People(other));
            Person person = instances.getFirst().register();
            AtomicReference<String> stored = new AtomicReference<>(person.refresh());
            List<Callable<Boolean>> tabs = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(tab -> () -> {
                        for (int round = 0; round < 8; round++) {
                            Person next = Person.of(instances
                                    .get((tab + round) % 2)
                                    .refresh(stored.get())
                                    .expect(200)
                                    .data());
                            stored.set(next.refresh());
                        }
                        return true;
                    })
                    .toList();
            for (var tab : threads.invokeAll(tabs)) {
                assertThat(tab.get()).isTrue();
            }
            Person newest = Person.of(
                    instances.getFirst().refresh(stored.get()).expect(200).data());
            one.clock().advance(Duration.ofMinutes(10));
            other.clock().advance(Duration.ofMinutes(10));
            Person later = Person.of(
                    instances.getLast().refresh(newest.refresh()).expect(200).data());
            assertThat(Person.of(instances
                            .getFirst()
                            .refresh(newest.refresh())
                            .expect(200)
                            .data()))
                    .isEqualTo(later);
        }
    }

    /** The answer to a refresh was lost with the instance that gave it: the phone shows the same token to another one. */
    @Test
    void whoeverLostTheAnswerGetsItFromAnotherInstance() {
        TestService dies = TestService.start(false, Map.of("BCRYPT_COST", "4"), new IdentityService());
        Person person = new People(dies).register();
        Person lost =
                Person.of(new People(dies).refresh(person.refresh()).expect(200).data());
        dies.close();
        try (TestService other = TestService.start(dies.environment(), new IdentityService())) {
            assertThat(Person.of(new People(other)
                            .refresh(person.refresh())
                            .expect(200)
                            .data()))
                    .isEqualTo(lost);
        }
    }

    @Test
    void laterTheSameTokenEndsTheWholeSessionButNoOther() {
        Person person = people.register();
        Person elsewhere = Person.of(
                people.login(person.email(), People.PASSWORD).expect(200).data());
        Person thief = refreshed(person.refresh());
        service.clock().advance(Duration.ofSeconds(31));
        assertThat(people.refresh(person.refresh()).expect(401).error()).isEqualTo(OVER);
        assertThat(people.refresh(thief.refresh()).expect(401).error()).isEqualTo(OVER);
        assertThat(people.refresh(person.refresh()).expect(401).error()).isEqualTo(OVER);
        refreshed(elsewhere.refresh());
    }

    @Test
    void theGraceEndsWithTheSession() {
        Person person = people.register();
        Person next = refreshed(person.refresh());
        people.as(next).post("/api/v1/auth/logout").expect(200);
        assertThat(people.refresh(person.refresh()).expect(401).error()).isEqualTo(OVER);
    }

    @Test
    void ofManyAtOnceAllGetTheSamePair() throws Exception {
        for (int round = 0; round < 5; round++) {
            Person person = people.register();
            List<Callable<Person>> tabs = IntStream.range(0, 16)
                    .<Callable<Person>>mapToObj(i -> () -> refreshed(person.refresh()))
                    .toList();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Set<Person> pairs = new HashSet<>();
                threads.invokeAll(tabs).forEach(future -> pairs.add(future.resultNow()));
                assertThat(pairs).hasSize(1);
                refreshed(pairs.iterator().next().refresh());
            }
        }
    }

    @Test
    void logoutEndsEverySessionOfTheAccount() {
        Person here = people.register();
        Person there = Person.of(
                people.login(here.email(), People.PASSWORD).expect(200).data());
        Person somebodyElse = people.register();
        assertThat(people.as(here)
                        .post("/api/v1/auth/logout")
                        .expect(200)
                        .data()
                        .path("message")
                        .asText())
                .isEqualTo("logged out successfully");
        assertThat(people.refresh(here.refresh()).expect(401).error()).isEqualTo(OVER);
        assertThat(people.refresh(there.refresh()).expect(401).error()).isEqualTo(OVER);
        refreshed(somebodyElse.refresh());
        people.login(here.email(), People.PASSWORD).expect(200);
    }

    @Test
    void aLogoutDuringRefreshesLeavesNoTokenAlive() throws Exception {
        for (int round = 0; round < 10; round++) {
            Person person = people.register();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var refreshing = threads.submit(() -> people.refresh(person.refresh()));
                threads.submit(() -> people.as(person).post("/api/v1/auth/logout"))
                        .get();
                ApiClient.Answer answer = refreshing.get();
                if (answer.status() == 200) {
                    people.refresh(Person.of(answer.data()).refresh()).expect(401);
                }
            }
        }
    }

    @Test
    void logoutNeedsAToken() {
        service.client().post("/api/v1/auth/logout").expect(401);
    }

    @Test
    void aSessionEndsAWeekAfterItsLastRefresh() {
        Person person = people.register();
        service.clock().advance(Duration.ofDays(6));
        Person next = refreshed(person.refresh());
        service.clock().advance(Duration.ofDays(6));
        Person last = refreshed(next.refresh());
        service.clock().advance(Duration.ofDays(7).plusSeconds(1));
        assertThat(people.refresh(last.refresh()).expect(401).error()).isEqualTo(OVER);
    }

    @Test
    void whatIsNoRefreshTokenOfOursIsInvalid() {
        Person person = people.register();
        assertThat(people.refresh(person.access()).expect(401).error()).isEqualTo(INVALID);
        assertThat(people.refresh("nonsense").expect(401).error()).isEqualTo(INVALID);
        assertThat(people.refresh("a.b.c").expect(401).error()).isEqualTo(INVALID);
        assertThat(people.refresh(TestTokens.sign(claims().build(), "another-secret-that-nobody-knows-01234567"))
                        .expect(401)
                        .error())
                .isEqualTo(INVALID);
        assertThat(people.refresh(TestTokens.sign(claims().issuer("somebody").build()))
                        .expect(401)
                        .error())
                .isEqualTo(INVALID);
        assertThat(people.refresh(TestTokens.sign(claims().jwtID("7").build()))
                        .expect(401)
                        .error())
                .isEqualTo(INVALID);
        service.client().post("/api/v1/auth/refresh", Map.of()).expect(400);
        service.client()
                .post("/api/v1/auth/refresh", Map.of("refresh_token", " "))
                .expect(400);
    }

    private static JWTClaimsSet.Builder claims() {
        return TestTokens.claims(UUID.randomUUID(), Role.OWNER).claim("token_type", "refresh");
    }

    @Test
    void aTokenThatWasNeverGivenIsNotFound() {
        assertThat(people.refresh(TestTokens.sign(claims().build())).expect(401).error())
                .isEqualTo(NOT_FOUND);
        Person person = people.register();
        JWTClaimsSet forged = claims().jwtID(
                        People.claims(person.refresh()).path("jti").asText())
                .build();
        assertThat(people.refresh(TestTokens.sign(forged)).expect(401).error()).isEqualTo(NOT_FOUND);
    }

    @Test
    void anExpiredTokenIsExpiredEvenWhenItsRowIsLongGone() {
        JWTClaimsSet expired = claims().expirationTime(Date.from(Instant.now().minusSeconds(60)))
                .build();
        assertThat(people.refresh(TestTokens.sign(expired)).expect(401).error()).isEqualTo(OVER);
    }

    @Test
    void aRefreshTokenOpensNothingElse() {
        Person person = people.register();
        assertThat(service.client()
                        .as(person.refresh())
                        .get("/api/v1/auth/profile")
                        .expect(401)
                        .error())
                .isEqualTo("invalid or expired token");
    }

    /** What lies in the database is of no use to a thief of it. */
    @Test
    void aStoredPairIsSealed() {
        Person person = people.register();
        Person next = refreshed(person.refresh());
        String used = People.claims(person.refresh()).path("jti").asText();
        Sql sql = new Sql(service.environment());
        assertThat(sql.one("select position(convert_to('" + next.refresh() + "', 'UTF8') in successor)"
                        + " from refresh_token where id = '" + used + "'"))
                .isEqualTo("0");
        assertThat(sql.one("select count(*) from refresh_token where successor is not null and id = '" + used + "'"))
                .isEqualTo("1");
    }
}
