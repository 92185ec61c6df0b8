package my.kilat.tracking;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.Envelope;
import my.kilat.local.FreePort;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.json.Json;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What a position costs: the service in a process of its own, runners who move, clients who follow them. Prints CPU time
 * per position for the service, PostgreSQL and Kafka apart, and how late positions reach clients.
 *
 * <p>{@code java -cp <test class path> my.kilat.tracking.PositionsBench <runners> <positions per second> <seconds> <sockets>}
 */
public final class PositionsBench {
    private static final long TICKS_PER_SECOND = 100;

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers(), "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer());
    private final LongAdder frames = new LongAdder();
    private final LongAdder lateness = new LongAdder();
    private final Process service;
    private final int port = FreePort.next();

    private PositionsBench() throws IOException {
        Map<String, String> environment =
                new HashMap<>(TestService.environment(true, Map.of()).variables());
        environment.put("SERVICE_PORT", Integer.toString(port));
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + System.getProperty("bench.heap", "256m"),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(
                1, List.of(System.getProperty("bench.flags", "-Xshare:auto").split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(new File("/tmp/tracking-bench.log"));
        service = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(service::destroyForcibly));
    }

    public static void main(String[] arguments) throws Exception {
        int runners = Integer.parseInt(arguments[0]);
        int rate = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        int sockets = Integer.parseInt(arguments[3]);
        new PositionsBench().run(runners, rate, seconds, sockets);
        System.exit(0);
    }

    private void run(int runners, int rate, int seconds, int sockets) throws Exception {
        Tracking.await("the service")
                .atMost(Duration.ofMinutes(5))
                .ignoreExceptions()
                .until(() -> ApiClient.at(port).get("/readiness").status() == 200);
        List<Ride> rides = new ArrayList<>();
        for (int i = 0; i < runners; i++) {
            Ride ride = Ride.any();
            rides.add(ride);
            publish(ride.requested());
            publish(ride.accepted(1));
        }
        Tracking.await("trips")
                .atMost(Duration.ofMinutes(5))
                .until(() -> metric("kilat_events_applied_total") >= 2 * runners);
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        move(rides, rate, Integer.getInteger("bench.warm", 15)); // until the compiler has had its say
        say("before sockets");
        open(vertx, rides, sockets);
        say("with " + sockets + " sockets");
        measure(rides, rate, seconds);
    }

    private void open(Vertx vertx, List<Ride> rides, int sockets) throws InterruptedException {
        WebSocketClient client =
                vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(sockets + 1));
        CountDownLatch open = new CountDownLatch(sockets);
        for (int i = 0; i < sockets; i++) {
            Ride ride = rides.get(i % rides.size());
            String path = "/ws/tracking/" + ride.booking() + "?token=" + TestTokens.owner(ride.owner());
            vertx.runOnContext(ignored -> client.connect(port, "127.0.0.1", path)
                    .onSuccess(socket -> {
                        socket.textMessageHandler(this::received);
                        open.countDown();
                    })
                    .onFailure(e -> System.out.println("not opened: " + e)));
            if (i % 50 == 49) {
                Thread.sleep(50);
            }
        }
        open.await();
    }

    /** The speed carries the time of sending, in milliseconds of the last minute or so. */
    private void received(String frame) {
        int at = frame.indexOf("\"heading_degrees\":") + 18;
        double sent = Double.parseDouble(frame.substring(at, frame.indexOf(',', at))) * 1000;
        frames.increment();
        lateness.add((long) ((System.currentTimeMillis() % 360_000) - sent));
    }

    private void measure(List<Ride> rides, int rate, int seconds) throws Exception {
        Tracking.await("quiet").until(() -> metric("kilat_tracking_waypoints_total") % 1 == 0);
        long stored = (long) metric("kilat_tracking_waypoints_total");
        frames.reset();
        lateness.reset();
        long postgres = postgresTicks();
        long kafka = ticks(TestServers.kafka().pid().orElseThrow());
        long ours = ticks(service.pid());
        long compiler = compilerTicks();
        long began = System.nanoTime();
        long sent = move(rides, rate, seconds);
        Tracking.await("all stored")
                .atMost(Duration.ofMinutes(2))
                .until(() -> metric("kilat_tracking_waypoints_total") >= stored + sent);
        double took = (System.nanoTime() - began) / 1e9;
        ours = ticks(service.pid()) - ours;
        compiler = compilerTicks() - compiler;
        kafka = ticks(TestServers.kafka().pid().orElseThrow()) - kafka;
        postgres = postgresTicks() - postgres;
        System.out.printf(
                "%d positions in %.1f s: %.0f/s, sent at %d/s%n"
                        + "CPU per position: service %.0f µs and its compiler %.0f µs, PostgreSQL %.0f µs, Kafka %.0f µs%n"
                        + "frames received: %d, late by %.0f ms on average%n",
                sent,
                took,
                sent / took,
                rate,
                perUnit(ours - compiler, sent),
                perUnit(compiler, sent),
                perUnit(postgres, sent),
                perUnit(kafka, sent),
                frames.sum(),
                frames.sum() == 0 ? 0 : (double) lateness.sum() / frames.sum());
        say("after");
    }

    private static double perUnit(long ticks, long units) {
        return ticks * 1e6 / TICKS_PER_SECOND / units;
    }

    private long move(List<Ride> rides, int rate, int seconds) throws InterruptedException {
        Random random = new Random(1);
        long sent = 0;
        long began = System.nanoTime();
        while (sent < (long) rate * seconds) {
            long due = Math.min((long) rate * seconds, (System.nanoTime() - began) * rate / 1_000_000_000);
            for (; sent < due; sent++) {
                Ride ride = rides.get((int) (sent % rides.size()));
                publish(new my.kilat.contract.event.RunnerLocationUpdate(
                        ride.runner(),
                        null,
                        3 + random.nextDouble() / 10,
                        101 + random.nextDouble() / 10,
                        40,
                        (System.currentTimeMillis() % 360_000) / 1000.0,
                        Instant.now(),
                        Instant.now()));
            }
            Thread.sleep(5);
        }
        producer.flush();
        return sent;
    }

    private void publish(DomainEvent event) {
        ProducerRecord<String, byte[]> kafkaRecord = new ProducerRecord<>(
                event.type().topic().wireName(),
                event.key().toString(),
                Json.bytes(Envelope.of(UUID.randomUUID(), Instant.now(), null, event)));
        kafkaRecord.headers().add("ce_type", event.type().wireName().getBytes());
        producer.send(kafkaRecord);
    }

    private double metric(String name) {
        return ApiClient.at(port)
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private void say(String when) throws IOException {
        String status = Files.readString(Path.of("/proc/" + service.pid() + "/status"));
        System.out.println(when + ": "
                + status.lines()
                        .filter(line -> line.startsWith("VmRSS"))
                        .findFirst()
                        .orElse("")
                + ", heap used " + (long) (metric("jvm_memory_used_bytes{area=\"heap\"") / 1e6) + " MB");
    }

    private static long postgresTicks() throws IOException {
        long master = TestServers.postgres().server().pid().orElseThrow();
        long sum = ticks(master);
        for (ProcessHandle child :
                ProcessHandle.of(master).orElseThrow().descendants().toList()) {
            sum += ticks(child.pid());
        }
        return sum;
    }

    /** What the service's compiler has used: it stops when all is compiled, which takes minutes. */
    private long compilerTicks() throws IOException {
        long sum = 0;
        try (var threads = Files.list(Path.of("/proc/" + service.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).contains("Compiler")) {
                    sum += ticks(Files.readString(thread.resolve("stat")));
                }
            }
        }
        return sum;
    }

    private static long ticks(long pid) throws IOException {
        return ticks(Files.readString(Path.of("/proc/" + pid + "/stat")));
    }

    private static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
