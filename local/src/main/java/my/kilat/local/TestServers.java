package my.kilat.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Real servers for tests: started on first use, shared by all tests of this JVM, and ended with it. Their files are in the
 * directory for temporary files; the next test JVM removes those of a killed one.
 */
public final class TestServers {
    private static final List<LocalServer> STARTED = new ArrayList<>();
    private static final List<TestPooler> POOLERS = new ArrayList<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static @Nullable TestDirectory directory;
    private static @Nullable TestPostgres postgres;
    private static @Nullable LocalKafka kafka;

    private TestServers() {}

    /** The PostgreSQL that all tests of this JVM share, each with databases of its own. */
    public static synchronized TestPostgres postgres() {
        TestPostgres shared = postgres;
        if (shared == null) {
            shared = newPostgres();
            postgres = shared;
        }
        return shared;
    }

    /** A separate PostgreSQL, for a test that ends or suspends its server. To be closed by the test. */
    public static synchronized TestPostgres newPostgres() {
        LocalPostgres server =
                LocalPostgres.throwaway(directory().path().resolve("postgres-" + NUMBER.incrementAndGet()));
        start(server);
        return new TestPostgres(server);
    }

    /**
     * A PgBouncer in transaction mode in front of a PostgreSQL, for a machine that has {@link TestPooler#program() one}.
     *
     * @param settings of its configuration file, in addition to or instead of the default ones
     */
    public static synchronized TestPooler newPooler(TestPostgres server, Map<String, String> settings) {
        TestPooler pooler = new TestPooler(
                directory().path().resolve("pgbouncer-" + NUMBER.incrementAndGet()),
                TestPooler.program().orElseThrow(() -> new LocalServerException("PgBouncer is not installed.")),
                server.server(),
                settings);
        POOLERS.add(pooler);
        pooler.awaitReady("postgres");
        return pooler;
    }

    /** The Kafka that all tests of this JVM share, each with topics and groups of its own. */
    public static synchronized LocalKafka kafka() {
        LocalKafka shared = kafka;
        if (shared == null) {
            shared = newKafka();
            kafka = shared;
        }
        return shared;
    }

    /** A separate Kafka, for a test that ends or suspends its broker. To be closed by the test. */
    public static synchronized LocalKafka newKafka() {
        LocalKafka server = LocalKafka.throwaway(directory().path().resolve("kafka-" + NUMBER.incrementAndGet()));
        start(server);
        return server;
    }

    /** A separate Kafka with listeners of every protocol, and ACLs. To be closed by the test. */
    public static synchronized LocalKafka newSecuredKafka() {
        Path home = directory().path().resolve("kafka-" + NUMBER.incrementAndGet());
        TestCertificates certificates =
                TestCertificates.make(home.resolveSibling(home.getFileName() + "-certificates"));
        LocalKafka server = LocalKafka.secured(home, SecuredListeners.make(certificates));
        start(server);
        return server;
    }

    /** A separate Redis, with further options such as {@code --requirepass secret}. To be closed by the test. */
    public static synchronized LocalProgram newRedis(String... options) {
        LocalProgram server =
                LocalProgram.redis(directory().path().resolve("redis-" + NUMBER.incrementAndGet()), List.of(options));
        start(server);
        return server;
    }

    /** A separate HAProxy, whose configuration opens this port. To be closed by the test. */
    public static synchronized LocalProgram newHaproxy(int port, String configuration) {
        LocalProgram server = LocalProgram.haproxy(
                directory().path().resolve("haproxy-" + NUMBER.incrementAndGet()), port, configuration);
        start(server);
        return server;
    }

    private static void start(LocalServer server) {
        STARTED.add(server);
        server.start();
    }

    private static TestDirectory directory() {
        TestDirectory made = directory;
        if (made == null) {
            made = TestDirectory.make();
            directory = made;
            TestDirectory ours = made;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endAll(ours), "test-servers-end"));
        }
        return made;
    }

    private static void endAll(TestDirectory ours) {
        // Their data is not needed, so they are killed without waiting.
        POOLERS.forEach(TestPooler::close);
        STARTED.forEach(LocalServer::kill);
        ours.delete();
    }
}
