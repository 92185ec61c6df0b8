package my.kilat.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The JVM in which ZooKeeper or Kafka runs, on a class path of their own. */
final class BrokerJvm {
    private static final List<String> FLAGS = Stream.concat(
                    Stream.of(
                            "-XX:+UseSerialGC",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-XX:-UsePerfData",
                            "-Djava.awt.headless=true",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow"),
                    CleanEnvironment.JVM_FLAGS.stream())
            .toList();

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TIME_TO_END = Duration.ofSeconds(15);

    private final String name;
    private final Path home;
    private final Path log;
    private final PidFile pidFile;
    private final boolean learning;
    private final ChildSlot slot = new ChildSlot();

    /** @param learning whether to write an AOT cache when it ends */
    BrokerJvm(String name, Path home, Path log, boolean learning) {
        this.name = name;
        this.learning = learning;
        this.home = home.toAbsolutePath();
        this.log = log;
        this.pidFile = new PidFile(this.home.resolve("pid"));
    }

    synchronized void launch(List<String> flags, String mainClass, List<String> arguments) {
        endLeftover();
        Consumer<Boolean> whenEnded = _ -> {};
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-Dlogback.configurationFile=" + logging());
        AotCache cache = cache(name);
        if (learning) {
            AotCache.Training begun = cache.train();
            whenEnded = begun::finish;
            command.addAll(begun.flags());
        } else {
            command.addAll(cache.using());
        }
        command.addAll(flags);
        var classPath = new ArrayList<>(libraries());
        if (!learning) {
            // For BrokerMain, which is not in the cache, so it may change with every build.
            classPath.add(ourselves());
        }
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), mainClass));
        command.addAll(arguments);
        slot.put(ChildProcess.startClean(command, home, log, pidFile), whenEnded);
    }

    /**
     * Waits until the probe succeeds.
     *
     * @throws LocalServerException if the process ends first, or this takes too long
     */
    void awaitReady(BooleanSupplier probe) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!probe.getAsBoolean()) {
            if (!slot.isRunning()) {
                throw failure(
                        name + " " + slot.child().map(ChildProcess::ending).orElse("was ended") + " while it started.");
            }
            if (System.nanoTime() > deadline) {
                throw failure(name + " was not ready within " + PATIENCE.toSeconds() + " s.");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LocalServerException("Interrupted while " + name + " started.", e);
            }
        }
    }

    PidFile pidFile() {
        return pidFile;
    }

    synchronized OptionalLong pid() {
        return slot.pid();
    }

    synchronized String howItEnded() {
        return slot.howItEnded();
    }

    synchronized String ending() {
        return slot.ending();
    }

    synchronized void endLeftover() {
        ChildProcess.endLeftover(pidFile, TIME_TO_END);
    }

    synchronized void stop() {
        slot.end(learning ? AotCache.TIME_TO_TRAIN : TIME_TO_END);
    }

    synchronized void kill() {
        slot.kill();
    }

    synchronized void pause() {
        slot.suspend();
    }

    synchronized void resume() {
        slot.resume();
    }

    private LocalServerException failure(String sentence) {
        String said = slot.child().map(ChildProcess::tail).orElse("");
        kill();
        if (said.contains("No space left on device")) {
            return new LocalServerException(name + " cannot write to " + home + ": the disk is full.");
        }
        return new LocalServerException(sentence, log, said);
    }

    /** The cache of ZooKeeper or Kafka for their current jars. */
    static AotCache cache(String name) {
        return AotCache.of(
                KilatHome.brokerLibraries().resolveSibling("aot"), name.toLowerCase(Locale.ROOT), libraries(), FLAGS);
    }

    /** The jars of Kafka and ZooKeeper, always in the same order, because a cache is for one class path. */
    private static List<String> libraries() {
        var jars = new ArrayList<Path>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(KilatHome.brokerLibraries(), "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars.stream().sorted().map(Path::toString).toList();
    }

    /** This module. */
    private static String ourselves() {
        try {
            return Path.of(BrokerJvm.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path logging() {
        Path file = home.resolve("logback.xml");
        try {
            Files.createDirectories(home);
            Files.writeString(file, """
                    <configuration>
                      <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                        <encoder><pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0} - %msg%n</pattern></encoder>
                      </appender>
                      <!-- What these warn of is how every start looks. -->
                      <logger name="org.apache.zookeeper.server" level="ERROR"/>
                      <logger name="org.apache.kafka.clients.NetworkClient" level="ERROR"/>
                      <logger name="kafka.controller" level="ERROR"/>
                      <root level="WARN"><appender-ref ref="OUT"/></root>
                    </configuration>
                    """);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
