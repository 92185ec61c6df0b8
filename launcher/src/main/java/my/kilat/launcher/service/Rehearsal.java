package my.kilat.launcher.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.machine.ShutdownHook;
import my.kilat.launcher.machine.Web;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Ports;
import my.kilat.launcher.place.SupervisorLock;
import my.kilat.local.AotCache;
import my.kilat.local.Directories;
import my.kilat.local.FreePort;
import my.kilat.local.LocalKafka;
import my.kilat.local.LocalPostgres;
import my.kilat.local.LocalServer;
import my.kilat.local.LocalServerException;
import my.kilat.local.LocalZooKeeper;

/**
 * A first start of everything, on free ports and with temporary data, which trains the AOT caches that make all later starts
 * fast. It runs once for each set of libraries.
 */
public final class Rehearsal {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final Layout layout;
    private final Layout stage;
    private final JvmClassPath classPath;
    private final Ports ports = freePorts();
    private volatile boolean brokenOff;

    public Rehearsal(Layout layout) {
        this.layout = layout;
        this.stage = stage(layout);
        this.classPath = JvmClassPath.ofThisJvm(layout.home());
    }

    /** The outcome. */
    public enum Outcome {
        /** Later starts are fast. */
        HELD,
        /** Later starts are as slow as before; it is not tried again. */
        FAILED,
        /** Another process is running it, or it was interrupted. */
        NOT_HELD
    }

    /** The temporary layout of a rehearsal. */
    public static Layout stage(Layout layout) {
        return new Layout(layout.home(), layout.state().resolve("rehearsal"));
    }

    /** Whether it has yet to be run. False without a build to store the result beside, as in tests. */
    public boolean isDue() {
        return classPath.isCacheable() && caches().anyMatch(AotCache::isDue);
    }

    private Stream<AotCache> caches() {
        return Stream.of(classPath.cache(), LocalZooKeeper.cache(), LocalKafka.cache());
    }

    /** Runs it. */
    public Outcome hold() {
        Optional<SupervisorLock> lock = SupervisorLock.acquire(stage);
        if (lock.isEmpty()) {
            return Outcome.NOT_HELD;
        }
        try (var _ = lock.get()) {
            holdAlone();
            if (brokenOff) {
                return Outcome.NOT_HELD;
            }
            List<AotCache> failed = caches().filter(AotCache::isDue).toList();
            failed.forEach(AotCache::trainingFailed);
            return failed.isEmpty() ? Outcome.HELD : Outcome.FAILED;
        } finally {
            cleanUp();
        }
    }

    private void holdAlone() {
        var postgres = LocalPostgres.throwaway(stage.postgres(), ports.postgres());
        var zooKeeper =
                LocalZooKeeper.learning(stage.data().resolve("zookeeper"), ports.zooKeeper(), stage.log("zookeeper"));
        var kafka = LocalKafka.learning(stage.data().resolve("kafka"), ports.kafka(), stage.log("kafka"), zooKeeper);
        ServiceJvm services = ServiceJvm.rehearsal(ServiceTable.ALL, environment(), stage);
        Runnable breakOff = () -> {
            services.kill();
            Stream.of(kafka, zooKeeper, postgres).forEach(LocalServer::kill);
        };
        Runnable told = () -> {
            brokenOff = true;
            breakOff.run();
        };
        try (var _ = ShutdownHook.set("break-off", told)) {
            zooKeeper.start();
            kafka.launch();
            postgres.start();
            postgres.run(layout.databases());
            services.launch();
            kafka.awaitReady();
            if (!awaitHealth(services)) {
                // A cache written after an incomplete start would lack classes for good.
                services.kill();
            }
            end(services, kafka, zooKeeper);
        } catch (LocalServerException | LauncherException e) {
            // No cache was written, which is checked afterwards.
        } finally {
            breakOff.run();
        }
    }

    /** Kafka disconnects from ZooKeeper before it writes its cache; the other JVMs write theirs at the same time. */
    private static void end(ServiceJvm services, LocalKafka kafka, LocalZooKeeper zooKeeper) {
        var writing = new ArrayList<CompletableFuture<Void>>();
        writing.add(CompletableFuture.runAsync(services::stop, VIRTUAL));
        writing.add(CompletableFuture.runAsync(kafka::stop, VIRTUAL));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (FreePort.isAnswering(kafka.port()) && System.nanoTime() < deadline) {
            pause();
        }
        writing.add(CompletableFuture.runAsync(zooKeeper::stop, VIRTUAL));
        CompletableFuture.allOf(writing.toArray(CompletableFuture<?>[]::new)).join();
    }

    private boolean awaitHealth(ServiceJvm services) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<ServiceEntry> waiting = new ArrayList<>(ServiceTable.ALL);
        while (!waiting.isEmpty() && services.isRunning() && System.nanoTime() < deadline) {
            waiting.removeIf(service -> Web.get(service.healthUrl(ports), Duration.ofSeconds(2))
                    .filter(Web.Answer::ok)
                    .isPresent());
            pause();
        }
        return waiting.isEmpty();
    }

    private Map<String, String> environment() {
        var settings = new HashMap<>(Map.of(
                ServicesMain.PORT_OFFSET,
                Integer.toString(ports.offset()),
                "KAFKA_BROKERS",
                "127.0.0.1:" + ports.kafka(),
                "APP_ENV",
                "development"));
        settings.putAll(LocalPostgres.settings(ports.postgres()));
        ServiceTable.ALL.forEach(service -> settings.put(service.component().addressSetting(), service.address(ports)));
        return settings;
    }

    private void cleanUp() {
        for (Path leftover : List.of(stage.data(), stage.run(), stage.elsewhere())) {
            if (Files.exists(leftover)) {
                Directories.delete(leftover);
            }
        }
    }

    /** An offset at which all our ports are free. */
    private static Ports freePorts() {
        while (true) {
            var ports = new Ports(ThreadLocalRandom.current().nextInt(11_000, 22_000));
            Stream<Integer> all = Stream.concat(
                    Stream.of(ports.postgres(), ports.zooKeeper(), ports.kafka(), ports.management()),
                    ServiceTable.ALL.stream().map(service -> ports.shifted(service.port())));
            if (all.allMatch(FreePort::isFree)) {
                return ports;
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while rehearsing.", e);
        }
    }
}
