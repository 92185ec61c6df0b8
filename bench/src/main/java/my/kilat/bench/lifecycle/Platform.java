package my.kilat.bench.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Cpu;
import my.kilat.local.KilatHome;
import my.kilat.platform.json.Json;

/** The running platform that is measured: where its gateway is, and which processes it is made of. */
final class Platform {
    static final String OURS = "Kilat";
    static final String POSTGRES = "PostgreSQL";
    static final String KAFKA = "Kafka";

    private static final double QUIET_SHARE = 0.06;
    private static final Duration QUIET_SAMPLE = Duration.ofMillis(500);
    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(2);

    private final InetSocketAddress gateway = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
    private final Cpu cpu;

    private Platform(Cpu cpu) {
        this.cpu = cpu;
    }

    /** Finds the platform that {@code ./kilat up} has started. */
    static Platform running() {
        JsonNode status = status(KilatHome.find());
        if (!status.path("phase").asText().equals("up")) {
            throw new BenchException("Kilat is not up. Start it with limits that do not limit the bench:"
                    + " RATE_LIMIT_PER_MIN=100000000 ./kilat up -d");
        }
        Map<String, List<Long>> groups = new LinkedHashMap<>();
        groups.put(OURS, new ArrayList<>());
        groups.put(POSTGRES, new ArrayList<>());
        groups.put(KAFKA, new ArrayList<>());
        for (JsonNode process : status.path("processes")) {
            groups.getOrDefault(group(process.path("name").asText()), List.of())
                    .add(process.path("pid").asLong());
        }
        return new Platform(new Cpu(groups));
    }

    private static String group(String process) {
        return switch (process) {
            case "postgres", "postgresql" -> POSTGRES;
            case "kafka", "zookeeper" -> KAFKA;
            default -> OURS;
        };
    }

    private static JsonNode status(Path home) {
        try {
            Process process = new ProcessBuilder(home.resolve("kilat").toString(), "status", "--json")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return Json.read(json, JsonNode.class);
        } catch (IOException e) {
            throw new BenchException("./kilat status could not be asked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    InetSocketAddress gateway() {
        return gateway;
    }

    Cpu cpu() {
        return cpu;
    }

    /** Waits until our services have worked off what the last load left them, events included. */
    void awaitQuiet() {
        long deadline = System.nanoTime() + QUIET_PATIENCE.toNanos();
        long before = ours();
        while (true) {
            pause();
            long after = ours();
            if (after - before < QUIET_SAMPLE.toNanos() / 1_000.0 * QUIET_SHARE) {
                return;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new BenchException("the services do not come to rest; something is being retried for ever");
            }
            before = after;
        }
    }

    private long ours() {
        return cpu.micros().values().stream().mapToLong(Long::longValue).sum();
    }

    private static void pause() {
        try {
            Thread.sleep(QUIET_SAMPLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
