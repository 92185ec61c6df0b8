package my.kilat.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.gateway.fixture.RawClient;
import my.kilat.gateway.fixture.RawClient.Answer;
import my.kilat.gateway.fixture.StubUpstream;
import my.kilat.gateway.limit.store.StoreSettings;
import my.kilat.local.LocalProgram;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits that several gateways keep together, in a real Redis. */
class SharedLimitTest {
    private static final String OPEN = "/.well-known/jwks.json";
    private static final Pattern CALLS = Pattern.compile("cmdstat_evalsha:calls=(\\d+)");

    private static LocalProgram redis;
    private static StubUpstream upstream;

    @BeforeAll
    static void start() {
        redis = TestServers.newRedis();
        upstream = StubUpstream.echoing();
    }

    @AfterAll
    static void stop() {
        redis.close();
        upstream.close();
    }

    @BeforeEach
    void forget() throws IOException {
        tell(redis, "FLUSHALL");
    }

    /** What a server says to one command, as far as it says it at once. */
    private static String tell(LocalProgram server, String command) throws IOException {
        try (RawClient client = RawClient.to(server.port())) {
            client.send(command + "\r\nQUIT\r\n");
            return client.readToEnd();
        }
    }

    private static Rig rig(LocalProgram store, String... settings) {
        String[] all = new String[settings.length + 6];
        System.arraycopy(settings, 0, all, 6, settings.length);
        all[0] = "RATE_LIMIT_PER_MIN";
        all[1] = "10";
        all[2] = "RATE_LIMIT_STORE";
        all[3] = "redis://127.0.0.1:" + store.port();
        // The machine of a test may be busy; nobody is to be counted elsewhere for that.
        all[4] = "RATE_LIMIT_STORE_WAIT";
        all[5] = "5s";
        Rig rig = Rig.before(upstream, all);
        awaitStore(rig);
        return rig;
    }

    private static void awaitStore(Rig rig) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !rig.get("/health").body().contains("rate_limit_store"));
    }

    private static int allowed(List<Rig> rigs, String method, String path, String... headers) throws IOException {
        int passed = 0;
        for (int i = 0; i < 60; i++) {
            Answer answer = rigs.get(i % rigs.size()).ask(RawClient.request(method, path, headers));
            passed += answer.status() == 200 ? 1 : 0;
        }
        return passed;
    }

    @Test
    void twoGatewaysHoldALimitTogether() throws IOException {
        String user = "Authorization: Bearer " + TestTokens.runner(UUID.randomUUID());
        try (var one = rig(redis);
                var two = rig(redis)) {
            assertThat(allowed(List.of(one, two), "GET", "/api/v1/bookings", user))
                    .isEqualTo(10);
            assertThat(allowed(List.of(one, two), "POST", "/api/v1/runners/me/location", user))
                    .isEqualTo(30);
            assertThat(one.get(OPEN).header("RateLimit-Remaining")).isEqualTo("9");
            Answer second = two.get(OPEN);
            assertThat(second.header("RateLimit-Limit")).isEqualTo("10");
            assertThat(second.header("RateLimit-Remaining")).isEqualTo("8");
            assertThat(Integer.parseInt(second.header("RateLimit-Reset"))).isBetween(1, 60);
            assertThat(allowed(List.of(one, two), "GET", OPEN)).isEqualTo(8);
            Answer refused = one.get(OPEN);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        }
    }

    @Test
    void positionsThatComeTogetherCountByTheLengthOfTheirBody() throws IOException {
        String user = "Authorization: Bearer " + TestTokens.runner(UUID.randomUUID());
        try (var one = rig(redis);
                var two = rig(redis)) {
            assertThat(locations(one, user, 131_072).header("RateLimit-Remaining"))
                    .isEqualTo("22");
            assertThat(locations(two, user, 131_072).header("RateLimit-Remaining"))
                    .isEqualTo("14");
            assertThat(locations(one, user, 131_072).header("RateLimit-Remaining"))
                    .isEqualTo("6");
            Answer refused = locations(two, user, 131_072);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("RateLimit-Remaining"))
                    .as("nothing is taken")
                    .isEqualTo("6");
            assertThat(allowed(List.of(one, two), "POST", "/api/v1/runners/me/location", user))
                    .isEqualTo(6);
        }
    }

    private static Answer locations(Rig rig, String user, int bytes) throws IOException {
        return rig.ask(RawClient.request("POST", "/api/v1/runners/me/locations", user, "Content-Length: " + bytes)
                + "x".repeat(bytes));
    }

    @Test
    void bothBucketsOfALoginAreCountedInOneRoundTrip() throws IOException {
        try (var rig = rig(redis)) {
            long before = calls();
            assertThat(allowed(List.of(rig), "POST", "/api/v1/auth/login")).isEqualTo(2);
            String keys = tell(redis, "KEYS kilat:limit:[gc]*");
            assertThat(keys).startsWith("*2\r\n").contains("kilat:limit:ga0:").contains("kilat:limit:ca0:");
            String key = keys.lines()
                    .filter(line -> line.startsWith("kilat:limit:c"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Integer.parseInt(tell(redis, "PTTL " + key)
                            .lines()
                            .findFirst()
                            .orElseThrow()
                            .substring(1)))
                    .isBetween(1, 60_000);
            // And who is beyond the limit costs the store nothing more.
            assertThat(calls() - before).isBetween(3L, 4L);
        }
    }

    private static long calls() throws IOException {
        Matcher calls = CALLS.matcher(tell(redis, "INFO commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    @Test
    void aStoreThatHasForgottenTheScriptIsGivenItAgain() throws IOException {
        try (var rig = rig(redis)) {
            assertThat(rig.get(OPEN).header("RateLimit-Remaining")).isEqualTo("9");
            tell(redis, "SCRIPT FLUSH");
            assertThat(rig.get(OPEN).header("RateLimit-Remaining")).isEqualTo("8");
            assertThat(rig.get(OPEN).header("RateLimit-Remaining")).isEqualTo("7");
            assertThat(rig.get("/health").body()).doesNotContain("rate_limit_store");
        }
    }

    @Test
    void whileTheStoreIsAwayEachGatewayCountsForItselfAndSaysSo() throws Exception {
        try (var mine = TestServers.newRedis();
                var rig = rig(mine)) {
            assertThat(rig.get(OPEN).header("RateLimit-Remaining")).isEqualTo("9");
            mine.kill();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> rig.get("/health").body().contains("rate_limit_store"));
            Answer health = rig.get("/health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.body())
                    .startsWith("{\"status\":\"healthy\"")
                    .contains("\"alarms\":{\"rate_limit_store\":\"the store at 127.0.0.1:" + mine.port()
                            + " cannot be used (")
                    .contains("every gateway counts for itself");
            assertThat(RawClient.get(rig.managementPort(), "/metrics").body())
                    .contains("gateway_limiter_store_missed_total");
            assertThat(allowed(List.of(rig), "GET", OPEN)).isEqualTo(10);

            mine.start();
            awaitStore(rig);
            assertThat(rig.get(OPEN).header("RateLimit-Remaining"))
                    .as("the store has begun anew")
                    .isEqualTo("9");
        }
    }

    @Test
    void aStoreThatHangsCostsEachRequestAMomentAndThenNothing() throws Exception {
        try (var mine = TestServers.newRedis();
                var rig = rig(mine, "RATE_LIMIT_STORE_WAIT", "300ms", "GATEWAY_EVENT_LOOPS", "1")) {
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
            mine.pause();
            long start = System.nanoTime();
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
            Duration first = Duration.ofNanos(System.nanoTime() - start);
            assertThat(first).isBetween(Duration.ofMillis(290), Duration.ofSeconds(3));
            start = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                assertThat(rig.get(OPEN).status()).isEqualTo(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1400));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> rig.get("/health").body().contains("does not answer"));
            mine.resume();
            awaitStore(rig);
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
        }
    }

    @Test
    void aGatewayStartsWithoutItsStoreAndFindsItLater() throws Exception {
        try (var mine = TestServers.newRedis()) {
            mine.kill();
            try (var rig = Rig.before(
                    upstream, "RATE_LIMIT_PER_MIN", "10", "RATE_LIMIT_STORE", "redis://127.0.0.1:" + mine.port())) {
                assertThat(allowed(List.of(rig), "GET", OPEN)).isEqualTo(10);
                assertThat(rig.get("/health").body()).contains("it cannot be reached");
                mine.start();
                awaitStore(rig);
                assertThat(rig.get(OPEN).header("RateLimit-Remaining")).isEqualTo("9");
            }
        }
    }

    @Test
    void passwordAndDatabaseAreThoseOfTheAddress() throws Exception {
        try (var mine = TestServers.newRedis("--requirepass", "p@ss word");
                var good = Rig.before(
                        upstream,
                        "RATE_LIMIT_PER_MIN",
                        "10",
                        "RATE_LIMIT_STORE",
                        "redis://:p%40ss%20word@127.0.0.1:" + mine.port() + "/3");
                var bad = Rig.before(
                        upstream,
                        "RATE_LIMIT_PER_MIN",
                        "10",
                        "RATE_LIMIT_STORE",
                        "redis://default:wrong@127.0.0.1:" + mine.port())) {
            awaitStore(good);
            assertThat(good.get(OPEN).status()).isEqualTo(200);
            assertThat(tell(mine, "AUTH \"p@ss word\"\r\nSELECT 3\r\nKEYS kilat:limit:g*"))
                    .contains("kilat:limit:ga0:");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> bad.get("/health").body().contains("WRONGPASS"));
            assertThat(bad.get("/health").body()).doesNotContain("wrong@");
            assertThat(bad.get(OPEN).status()).isEqualTo(200);
        }
    }

    @Test
    void aReplicaThatCannotCountIsAnAlarm() throws Exception {
        try (var mine = TestServers.newRedis("--replicaof", "127.0.0.1 " + redis.port());
                var rig = Rig.before(
                        upstream, "RATE_LIMIT_PER_MIN", "10", "RATE_LIMIT_STORE", "redis://127.0.0.1:" + mine.port())) {
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> rig.get("/health").body().contains("read only replica"));
            assertThat(rig.get(OPEN).status()).isEqualTo(200);
        }
    }

    @Test
    void anAddressIsReadOrRefusedWithoutSayingItsPassword() {
        StoreSettings all = settings("redis://me:a%3Ab@limits.example:7000/2");
        assertThat(all.host()).isEqualTo("limits.example");
        assertThat(all.port()).isEqualTo(7000);
        assertThat(all.user()).isEqualTo("me");
        assertThat(all.password()).isEqualTo("a:b");
        assertThat(all.database()).isEqualTo(2);
        assertThat(all.toString()).doesNotContain("a:b");
        assertThat(settings("redis://[::1]").host()).isEqualTo("::1");
        assertThat(settings("redis://limits").port()).isEqualTo(6379);
        for (String bad : List.of(
                "limits:6379", "http://limits", "rediss://x:secret@limits", "redis://limits/one", "redis:///0")) {
            assertThatThrownBy(() -> settings(bad))
                    .as(bad)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("RATE_LIMIT_STORE has to be an address such as redis://limits:6379")
                    .hasMessageNotContaining("secret");
        }
    }

    private static StoreSettings settings(String text) {
        return StoreSettings.from(Environment.of(Map.of("RATE_LIMIT_STORE", text)))
                .orElseThrow();
    }
}
