package my.kilat.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.acceptance.operation.Operation;
import my.kilat.acceptance.operation.Scenes;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.KilatProcesses;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.launcher.service.JvmFlags;
import my.kilat.local.FreePort;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.json.Json;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Attacks a platform that runs as {@code kilat up} runs it, in one JVM with the heap that it has there. What a request needs
 * is measured from outside, one at a time; then many are sent at once, while somebody else uses the platform. With {@code
 * -Dkilat.hostile=true} (the command {@code kilat test --hostile}) there are more of everything, and time is judged as
 * well.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AttackTest {
    private static final boolean LONG = Boolean.getBoolean("kilat.hostile");
    private static final String SERVICES = "services";
    private static final Path REPORT = Path.of("target", "attack.txt");

    private static final long MOST_HEAP = 20L << 20;
    private static final long MOST_CPU_MILLIS = 200;
    private static final double MOST_P99_MILLIS = 500;
    private static final double MOST_GROWTH = 1.10;

    private static final int AT_ONCE = 16;
    private static final int COSTLIEST = LONG ? Integer.MAX_VALUE : 30;
    private static final int LARGE_BOOKINGS = 100;

    /** Of the ways to blow up the fields of a body, where not all are tried. */
    private static final double FIELDS_TRIED = 0.15;

    private static KilatProcesses processes;
    private static Kilat kilat;
    private static ProcessMeter meter;
    private static Person owner;
    private static long settledBefore;
    private static final List<Cost> costs = new ArrayList<>();

    /** What one request needed. */
    private record Cost(AttackRequest attack, int port, int status, long allocated, long cpuMillis) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%5.1f MB %4d ms  %d  %s", allocated / 1e6, cpuMillis, status, attack.what());
        }
    }

    @BeforeAll
    static void start() throws IOException {
        Files.deleteIfExists(REPORT);
        int port = FreePort.next();
        List<String> flags = new ArrayList<>(JvmFlags.services(KilatProcesses.ALL.size()));
        flags.addAll(ProcessMeter.flags(port));
        processes = new KilatProcesses(Map.of(SERVICES, KilatProcesses.ALL), flags);
        kilat = processes.kilat();
        meter = new ProcessMeter(port, processes.pid(SERVICES));
        owner = kilat.owner();
        JsonNode largest = LargestBody.of(
                Operation.of("createBooking"), Operation.of("createBooking").bodyExample());
        for (int i = 0; i < LARGE_BOOKINGS; i++) {
            owner.client()
                    .post("/api/v1/bookings", Json.bytes(withoutSchedule(largest)))
                    .expect(201);
        }
    }

    private static JsonNode withoutSchedule(JsonNode booking) {
        ((com.fasterxml.jackson.databind.node.ObjectNode) booking).remove("scheduled_at");
        return booking;
    }

    @AfterAll
    static void stop() {
        meter.close();
        processes.close();
    }

    @Test
    @Order(1)
    void noRequestNeedsMuch() {
        Scenes scenes = new Scenes(kilat);
        for (Operation operation : Operation.ALL) {
            Attacks attacks = new Attacks(kilat, scenes, operation);
            for (AttackRequest attack : LONG ? attacks.all() : attacks.some(FIELDS_TRIED)) {
                costs.add(cost(attack, attacks.port()));
            }
        }
        costs.add(cost(listOf(100), kilat.gatewayPort()));
        costs.sort(Comparator.comparingLong(Cost::allocated).reversed());
        report("heap of one request", costs.subList(0, 10));
        costs.sort(Comparator.comparingLong(Cost::cpuMillis).reversed());
        report("CPU of one request", costs.subList(0, 10));
        assertThat(costs)
                .filteredOn(cost -> cost.status >= 500 && cost.status != 503)
                .isEmpty();
        // All that a request allocates is an upper limit of what it needs at once; where that does not do, it is
        // measured.
        for (Cost cost : costs) {
            if (cost.allocated > MOST_HEAP) {
                long needed = meter.needed(() -> cost.attack.send(cost.port));
                say(String.format(Locale.ROOT, "  needs %.1f MB: %s", needed / 1e6, cost.attack));
                assertThat(needed).as(cost.toString()).isLessThanOrEqualTo(MOST_HEAP);
            }
        }
        if (LONG) {
            assertThat(costs)
                    .filteredOn(cost -> cost.cpuMillis > MOST_CPU_MILLIS)
                    .isEmpty();
        }
    }

    /** Many people with nothing in mind but to use the platform: what the JVM has grown to after them is its size. */
    @Test
    @Order(2)
    void manyWithNothingInMind() throws Exception {
        Map<Integer, Integer> statuses = Collections.synchronizedMap(new TreeMap<>());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Cost cost : costs) {
                if (cost.attack.what().endsWith("nothing wrong")) {
                    for (int i = 0; i < 5; i++) {
                        sendAtOnce(AT_ONCE, cost.attack, cost.port, threads, statuses);
                    }
                }
            }
            for (int i = 0; i < 5; i++) {
                sendAtOnce(64, listOf(100), kilat.gatewayPort(), threads, statuses);
            }
        }
        assertThat(statuses.keySet()).allMatch(status -> status < 500 || status == 503);
        settledBefore = meter.settledKilobytes();
    }

    private static AttackRequest listOf(int limit) {
        return AttackRequest.of(
                "a list of " + limit + " large bookings",
                "GET",
                "/api/v1/bookings?page=1&limit=" + limit,
                Map.of("Authorization", "Bearer " + owner.accessToken()),
                new byte[0]);
    }

    /** What happens in the background at the same time counts as well, so the least of some attempts is taken. */
    private static Cost cost(AttackRequest attack, int port) {
        Cost least = null;
        for (int i = 0; i < 3; i++) {
            long allocated = meter.allocated();
            long cpu = meter.cpuNanos();
            int status = attack.send(port);
            Cost cost =
                    new Cost(attack, port, status, meter.allocated() - allocated, (meter.cpuNanos() - cpu) / 1_000_000);
            if (least == null || cost.allocated < least.allocated) {
                least = cost;
            }
            if (least.allocated < MOST_HEAP / 4 && least.cpuMillis < MOST_CPU_MILLIS / 4) {
                break;
            }
        }
        return least;
    }

    private static void report(String what, List<?> rows) {
        say(what + ":");
        rows.forEach(row -> say("  " + row));
    }

    /** For the person at the screen, and for the command, which shows it at the end. */
    private static void say(String line) {
        System.out.println(line);
        try {
            Files.writeString(REPORT, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Order(3)
    void manyAtOnceHarmNobodyElse() throws Exception {
        Map<Integer, Integer> statuses = Collections.synchronizedMap(new TreeMap<>());
        try (Bystander bystander = new Bystander(kilat);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            bystander.begin();
            for (Cost cost : costs.subList(0, Math.min(COSTLIEST, costs.size()))) {
                sendAtOnce(AT_ONCE, cost.attack, cost.port, threads, statuses);
            }
            for (int i = 0; i < (LONG ? 20 : 3); i++) {
                sendAtOnce(64, listOf(100), kilat.gatewayPort(), threads, statuses);
            }
            say("attacked: " + statuses + "; meanwhile: " + bystander.impression());
            judge(bystander);
        }
        assertThat(statuses.keySet()).allMatch(status -> status < 500 || status == 503);
        stillWell();
    }

    private static void sendAtOnce(
            int count, AttackRequest attack, int port, ExecutorService threads, Map<Integer, Integer> statuses)
            throws InterruptedException, ExecutionException {
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(threads.submit(() -> statuses.merge(attack.send(port), 1, Integer::sum)));
        }
        for (Future<?> one : sent) {
            one.get();
        }
    }

    @Test
    @Order(4)
    void slowReadersAndSocketsThatNeverReadHarmNobodyElse() throws IOException {
        Person runner = kilat.runner();
        var booking = Rides.bookAndPay(owner);
        Rides.act(runner, booking, "accept").expect(200);
        try (Bystander bystander = new Bystander(kilat);
                SlowReaders readers = new SlowReaders(kilat.gatewayPort(), listOf(100), LONG ? 2_000 : 200);
                SilentSockets sockets = new SilentSockets(kilat, booking, LONG ? 400 : 60)) {
            bystander.begin();
            long end = System.nanoTime() + (LONG ? 40_000_000_000L : 6_000_000_000L);
            for (int i = 0; System.nanoTime() < end; i++) {
                readers.readSome();
                Rides.locate(runner, 3.139 + i % 100 / 1e4);
            }
            say(readers + ", " + sockets + "; meanwhile: " + bystander.impression());
            judge(bystander);
        }
        stillWell();
    }

    private static double bytesInFlight() {
        return ApiClient.at(processes.port("booking"))
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("kilat_http_bytes_in_flight"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(5)
    void memoryComesBack() {
        Awaitility.await("all that was under way to have been sent or given up")
                .atMost(Duration.ofSeconds(60))
                .until(() -> bytesInFlight() < 100_000);
        long after = meter.settledKilobytes();
        say("resident before " + settledBefore / 1024 + " MB, after " + after / 1024 + " MB");
        assertThat((double) after / settledBefore).isLessThanOrEqualTo(MOST_GROWTH);
    }

    private static void judge(Bystander bystander) {
        Bystander.Impression impression = bystander.impression();
        assertThat(impression.refused()).hasSizeLessThanOrEqualTo(impression.requests() / 100);
        if (LONG) {
            assertThat(impression.p99()).isLessThanOrEqualTo(MOST_P99_MILLIS);
        }
    }

    private static void stillWell() {
        assertThat(processes.isAlive(SERVICES)).as("the JVM lives").isTrue();
        kilat.gateway().get("/health").expect(200);
        assertThat(processes.log(SERVICES)).doesNotContain("a request failed in a way nobody foresaw");
    }
}
