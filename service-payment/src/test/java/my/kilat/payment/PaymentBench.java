package my.kilat.payment;

import java.io.File;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.Topic;
import my.kilat.local.FreePort;
import my.kilat.local.TestServers;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestTokens;
import my.kilat.platform.id.Ids;
import my.kilat.platform.json.Json;
import my.kilat.platform.settings.Environment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What the parts of a ride cost the payment service: its own process, its CPU time over the number of things done. Not a
 * test; run it by hand.
 */
public final class PaymentBench {
    private static final int PORT = FreePort.next();
    private static final Environment ENVIRONMENT =
            TestService.environment(false, Map.of("SERVICE_PORT", Integer.toString(PORT)));
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int AT_ONCE = 16;

    private final ProcessHandle service;
    private final KafkaProducer<String, byte[]> events;

    private PaymentBench(ProcessHandle service, KafkaProducer<String, byte[]> events) {
        this.service = service;
        this.events = events;
    }

    public static void main(String[] arguments) throws Exception {
        int rides = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3_000;
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.environment().putAll(ENVIRONMENT.variables());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(new File("target/bench.log"))
                .start();
        try (KafkaProducer<String, byte[]> events = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers(), "acks", "all", "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer())) {
            until(PaymentBench::isReady);
            PaymentBench bench = new PaymentBench(process.toHandle(), events);
            for (int round = 1; round <= 10; round++) {
                System.out.println("round " + round);
                bench.round(rides);
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private void round(int number) throws Exception {
        List<Ride> rides = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            rides.add(Ride.some());
            tokens.add(TestTokens.owner(rides.get(i).ownerId()));
        }
        double applied = metric("kilat_events_applied_total");
        measure("booking.requested", number, () -> {
            publish(rides, Ride::requested);
            until(() -> metric("kilat_events_applied_total") >= applied + number);
        });
        measure(
                "initiate",
                number,
                () -> requests(
                        number,
                        i -> HttpRequest.newBuilder(at("/api/v1/payments/initiate"))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + tokens.get(i))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(
                                        Json.bytes(World.offer(rides.get(i), Map.of()))))
                                .build()));
        measure(
                "payment of booking",
                number,
                () -> requests(
                        number,
                        i -> HttpRequest.newBuilder(at("/api/v1/payments/booking/"
                                        + rides.get(i).bookingId()))
                                .header("Authorization", "Bearer " + tokens.get(i))
                                .build()));
        measure("booking.accepted", number, () -> {
            publish(rides, Ride::accepted);
            until(() -> metric("kilat_events_applied_total") >= applied + 2.0 * number);
        });
        double released = metric("kilat_payment_provider_seconds_count{answer=\"captured\"");
        measure("delivery_confirmed to escrow_released", number, () -> {
            publish(rides, ride -> ride.confirmedBy(ConfirmedBy.OWNER));
            until(() -> metric("kilat_payment_provider_seconds_count{answer=\"captured\"") >= released + number);
        });
    }

    private static boolean isReady() {
        try {
            return ApiClient.at(PORT).get("/readiness").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private void measure(String what, int number, Work work) throws Exception {
        Duration cpu = cpu();
        long began = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "%-40s %7.0f/s %7.0f µs CPU each%n",
                what, number / seconds, cpu().minus(cpu).toNanos() / 1e3 / number);
    }

    private Duration cpu() {
        return service.info().totalCpuDuration().orElseThrow();
    }

    private void publish(List<Ride> rides, Function<Ride, BookingEvent> event) {
        for (Ride ride : rides) {
            BookingEvent what = event.apply(ride);
            events.send(new ProducerRecord<>(
                    Topic.BOOKING.wireName(),
                    ride.bookingId().toString(),
                    Json.bytes(my.kilat.contract.event.Envelope.of(Ids.next(), what.occurredAt(), null, what))));
        }
        events.flush();
    }

    private static void requests(int number, java.util.function.IntFunction<HttpRequest> request) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                HttpRequest next = request.apply(i);
                answers.add(threads.submit(() ->
                        HTTP.send(next, HttpResponse.BodyHandlers.discarding()).statusCode()));
            }
            for (Future<Integer> answer : answers) {
                if (answer.get() >= 300) {
                    throw new IllegalStateException("answered " + answer.get());
                }
            }
        }
    }

    private static URI at(String path) {
        return URI.create("http://127.0.0.1:" + PORT + path);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(500);
        }
    }

    /** The sum of a metric over all its labels; or of one with its labels, when they are given. */
    private static double metric(String name) {
        return ApiClient.at(PORT)
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
