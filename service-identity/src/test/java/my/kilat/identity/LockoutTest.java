package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Five failures within fifteen minutes lock an account for fifteen minutes, for the network address that they came from; forty,
 * from wherever, lock it for addresses from which it was not used before.
 */
class LockoutTest {
    private static TestService service;
    private static People people;

    @BeforeAll
    static void start() {
        service = TestService.start(
                false, Map.of("BCRYPT_COST", "4", "LOGIN_FAILURES_PER_ACCOUNT", "40"), new IdentityService());
        people = new People(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void failFrom(String address, String email, int times) {
        for (int i = 0; i < times; i++) {
            people.loginFrom(address, email, "wrong horse").expect(401);
        }
    }

    private static void fail(String email, int times) {
        for (int i = 0; i < times; i++) {
            people.login(email, "wrong horse").expect(401);
        }
    }

    @Test
    void afterFiveFailuresTheRightPasswordIsRefusedTooUntilTheTimeIsOver() {
        People.Person person = people.register();
        fail(person.email(), 5);
        ApiClient.Answer locked = people.login(person.email(), People.PASSWORD).expect(429);
        assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(890, 900);
        assertThat(locked.error()).isEqualTo("too many failed logins; try again in 15 minutes");
        service.clock().advance(Duration.ofMinutes(14));
        assertThat(people.login(person.email(), People.PASSWORD).expect(429).error())
                .isEqualTo("too many failed logins; try again in a minute");
        service.clock().advance(Duration.ofMinutes(2));
        people.login(person.email(), People.PASSWORD).expect(200);
        fail(person.email(), 4);
    }

    @Test
    void anAddressWithoutAnAccountIsLockedJustTheSame() {
        String nobody = People.newAddress();
        People.Person somebody = people.register();
        fail(nobody, 5);
        fail(somebody.email(), 5);
        ApiClient.Answer ofNobody = people.login(nobody, "wrong horse").expect(429);
        ApiClient.Answer ofSomebody =
                people.login(somebody.email(), "wrong horse").expect(429);
        assertThat(ofNobody.text()).isEqualTo(ofSomebody.text());
        people.login(nobody.toUpperCase(java.util.Locale.ROOT), "wrong horse").expect(429);
    }

    @Test
    void aSuccessForgetsTheFailuresBefore() {
        People.Person person = people.register();
        fail(person.email(), 4);
        people.login(person.email(), People.PASSWORD).expect(200);
        fail(person.email(), 4);
        people.login(person.email(), People.PASSWORD).expect(200);
    }

    @Test
    void failuresOfLongAgoDoNotCount() {
        People.Person person = people.register();
        fail(person.email(), 4);
        service.clock().advance(Duration.ofMinutes(16));
        fail(person.email(), 4);
        people.login(person.email(), People.PASSWORD).expect(200);
    }

    @Test
    void theWindowSlides() {
        People.Person person = people.register();
        fail(person.email(), 2);
        service.clock().advance(Duration.ofMinutes(10));
        fail(person.email(), 2);
        service.clock().advance(Duration.ofMinutes(6));
        fail(person.email(), 2);
        service.clock().advance(Duration.ofMinutes(1));
        fail(person.email(), 1);
        people.login(person.email(), People.PASSWORD).expect(429);
    }

    @Test
    void manyAtOnceLearnNoMoreThanFiveOneAfterTheOther() throws Exception {
        People.Person person = people.register();
        List<Callable<Integer>> guesses = IntStream.range(0, 40)
                .<Callable<Integer>>mapToObj(
                        i -> () -> people.login(person.email(), "guess " + i).status())
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = threads.invokeAll(guesses).stream()
                    .map(future -> future.resultNow())
                    .toList();
            assertThat(statuses).containsOnly(401, 429);
            assertThat(statuses.stream().filter(status -> status == 401)).hasSize(5);
        }
    }

    @Test
    void manyOfTheRightPasswordAtOnceAllGetIn() throws Exception {
        People.Person person = people.register();
        List<Callable<Integer>> logins = IntStream.range(0, 20)
                .<Callable<Integer>>mapToObj(
                        i -> () -> people.login(person.email(), People.PASSWORD).status())
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(logins).stream().map(future -> future.resultNow()))
                    .containsOnly(200);
        }
    }

    @Test
    void aRestartDoesNotUnlock() {
        TestService other = TestService.start(false, Map.of("BCRYPT_COST", "4"), new IdentityService());
        String nobody = People.newAddress();
        for (int i = 0; i < 5; i++) {
            new People(other).login(nobody, "wrong horse").expect(401);
        }
        other.close();
        try (TestService again = TestService.start(other.environment(), new IdentityService())) {
            new People(again).login(nobody, "wrong horse").expect(429);
        }
    }

    @Test
    void theTypedAddressIsNotKept() {
        String nobody = People.newAddress();
        fail(nobody, 1);
        Sql sql = new Sql(service.environment());
        assertThat(sql.one("select count(*) from login_failure where address_hash = sha256('" + nobody + "')"))
                .isEqualTo("1");
    }

    @Test
    void whoeverFailsElsewhereDoesNotLockTheHolderOut() {
        People.Person person = people.register();
        failFrom("203.0.113.7", person.email(), 5);
        people.loginFrom("203.0.113.7", person.email(), People.PASSWORD).expect(429);
        people.login(person.email(), People.PASSWORD).expect(200);
        people.loginFrom("198.51.100.9", person.email(), People.PASSWORD).expect(200);
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        People.Person person = people.register();
        for (int i = 1; i <= 5; i++) {
            failFrom("2001:db8:1:2::" + i, person.email(), 1);
        }
        people.loginFrom("2001:db8:1:2:ffff::9", person.email(), People.PASSWORD)
                .expect(429);
        people.loginFrom("2001:db8:1:3::1", person.email(), People.PASSWORD).expect(200);
    }

    @Test
    void veryManyFailuresFromManyAddressesLockTheAccountButNotWhereItIsUsed() {
        People.Person person = people.register();
        people.loginFrom("198.51.100.9", person.email(), People.PASSWORD).expect(200);
        for (int i = 0; i < 8; i++) {
            failFrom("203.0.113." + i, person.email(), 5);
        }
        for (String stranger : List.of("203.0.113.77", "2001:db8:9::1")) {
            assertThat(people.loginFrom(stranger, person.email(), People.PASSWORD)
                            .expect(429)
                            .error())
                    .isEqualTo("too many failed logins; try again in 15 minutes");
        }
        people.login(person.email(), People.PASSWORD).expect(200);
        people.loginFrom("198.51.100.9", person.email(), People.PASSWORD).expect(200);
        failFrom("198.51.100.9", person.email(), 5);
        people.loginFrom("198.51.100.9", person.email(), People.PASSWORD).expect(429);
        people.loginFrom("203.0.113.77", person.email(), People.PASSWORD)
                .expect(429)
                .error();
        service.clock().advance(Duration.ofMinutes(16));
        people.loginFrom("203.0.113.77", person.email(), People.PASSWORD).expect(200);
    }

    @Test
    void anAddressWithoutAnAccountIsLockedByManyFailuresJustTheSame() {
        String nobody = People.newAddress();
        for (int i = 0; i < 8; i++) {
            failFrom("203.0.113." + i, nobody, 5);
        }
        people.loginFrom("203.0.113.77", nobody, "wrong horse").expect(429);
    }

    @Test
    void aRefreshMakesAnAddressKnownToo() {
        People.Person person = people.register();
        service.client()
                .with("X-Real-IP", "198.51.100.20")
                .post("/api/v1/auth/refresh", Map.of("refresh_token", person.refresh()))
                .expect(200);
        for (int i = 0; i < 8; i++) {
            failFrom("203.0.113." + i, person.email(), 5);
        }
        people.loginFrom("198.51.100.21", person.email(), People.PASSWORD).expect(429);
        people.loginFrom("198.51.100.20", person.email(), People.PASSWORD).expect(200);
    }

    @Test
    void onlyTheNewestAddressesOfAnAccountAreKnown() {
        People.Person person = people.register();
        for (int i = 0; i < 30; i++) {
            people.loginFrom("198.51.100." + i, person.email(), People.PASSWORD).expect(200);
        }
        Sql sql = new Sql(service.environment());
        assertThat(sql.one("select count(*) from known_client where account_id = '" + person.id() + "'"))
                .isEqualTo("20");
        for (int i = 0; i < 8; i++) {
            failFrom("203.0.113." + i, person.email(), 5);
        }
        people.loginFrom("198.51.100.0", person.email(), People.PASSWORD).expect(429);
        people.loginFrom("198.51.100.29", person.email(), People.PASSWORD).expect(200);
    }

    @Test
    void anOperatorUnlocksTheAccountForAllAddresses() {
        People.Person person = people.register();
        for (int i = 0; i < 8; i++) {
            failFrom("203.0.113." + i, person.email(), 5);
        }
        new Sql(service.environment())
                .run("delete from login_failure where sha256('" + person.email()
                        + "') in (address_hash, account_hash)");
        people.loginFrom("203.0.113.1", person.email(), People.PASSWORD).expect(200);
        people.loginFrom("203.0.113.77", person.email(), People.PASSWORD).expect(200);
    }

    @Test
    void manyAtOnceFromManyAddressesLearnNoMoreThanTheAccountAllows() throws Exception {
        People.Person person = people.register();
        List<Callable<Integer>> guesses = IntStream.range(0, 200)
                .<Callable<Integer>>mapToObj(
                        i -> () -> people.loginFrom("203.0.113." + i % 50, person.email(), "guess " + i)
                                .status())
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = threads.invokeAll(guesses).stream()
                    .map(future -> future.resultNow())
                    .toList();
            assertThat(statuses).isSubsetOf(401, 429, 503);
            assertThat(statuses.stream().filter(status -> status == 401)).hasSizeLessThanOrEqualTo(40);
        }
    }

    @Test
    void twoInstancesCountTogether() {
        try (TestService one = TestService.start(false, Map.of("BCRYPT_COST", "4"), new IdentityService());
                TestService other = TestService.start(one.environment(), new IdentityService())) {
            People here = new People(one);
            People there = new People(other);
            People.Person person = here.register();
            for (People instance : List.of(here, there, here, there, here)) {
                instance.loginFrom("203.0.113.7", person.email(), "wrong horse").expect(401);
            }
            here.loginFrom("203.0.113.7", person.email(), People.PASSWORD).expect(429);
            there.loginFrom("203.0.113.7", person.email(), People.PASSWORD).expect(429);
            there.login(person.email(), People.PASSWORD).expect(200);
        }
    }

    @Test
    void onlyAGatewayMaySayWhereSomebodyComesFrom() {
        try (TestService wary = TestService.start(
                false, Map.of("BCRYPT_COST", "4", "TRUSTED_GATEWAYS", "10.0.0.0/8"), new IdentityService())) {
            People strangers = new People(wary);
            People.Person person = strangers.register();
            for (int i = 0; i < 5; i++) {
                strangers
                        .loginFrom("203.0.113." + i, person.email(), "wrong horse")
                        .expect(401);
            }
            strangers.loginFrom("198.51.100.9", person.email(), People.PASSWORD).expect(429);
        }
    }
}
