package my.kilat.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import my.kilat.local.TestDatabase;
import my.kilat.local.TestPostgres;
import my.kilat.local.TestServers;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.fixture.PostgresAdmin;
import my.kilat.platform.fixture.TestCertificates;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to a PostgreSQL whose certificate an authority of its own has signed. */
class TlsTest {
    @TempDir
    private static Path files;

    private static TestPostgres postgres;
    private static PostgresAdmin admin;
    private static TestDatabase database;
    private static TestCertificates certificates;
    private static Path data;
    private static Path root;
    private static Path strangersRoot;

    @BeforeAll
    static void start() {
        certificates = new TestCertificates(files);
        root = certificates.authority("root");
        strangersRoot = certificates.authority("stranger");
        certificates.signed("root", "server", "dns:localhost", 30);
        certificates.signed("root", "expired", "dns:localhost", -5);
        certificates.signed("root", "kilat", "", 30);
        postgres = TestServers.newPostgres();
        database = postgres.createDatabase(false);
        admin = new PostgresAdmin(postgres.server(), database.name());
        data = Path.of(admin.ask("show data_directory"));
        present("root.crt", root);
        admin.set("ssl_ca_file", "root.crt");
        serveWith("server");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    /** The server may write what it reads only itself, whoever we are. */
    private static void present(String name, Path file) {
        try {
            String path = data.resolve(name).toString();
            admin.run("copy (select unnest(string_to_array($pem$"
                    + Files.readString(file).strip() + "$pem$, E'\\n'))) to '" + path + "'");
            Files.setPosixFilePermissions(Path.of(path), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serveWith(String certificate) {
        present(certificate + ".crt", files.resolve(certificate + ".crt"));
        present(certificate + ".key", certificates.keyOf(certificate));
        admin.set("ssl_key_file", certificate + ".key");
        admin.set("ssl_cert_file", certificate + ".crt");
        admin.set("ssl", "on");
    }

    private static Environment environment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "DB_HOST", "localhost",
                "DB_PORT", Integer.toString(database.port()),
                "DB_NAME", database.name(),
                "DB_SSLMODE", "verify-full",
                "DB_START_WAIT", "60s"));
        all.putAll(more);
        return TestService.environment(false, all);
    }

    private static Database open(Map<String, String> more) {
        return Database.open(DatabaseSettings.from(environment(more), "notes"), "notes", new SimpleMeterRegistry());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefusedAtOnce(Map<String, String> more) {
        long began = System.nanoTime();
        AbstractThrowableAssert<?, ? extends Throwable> failure =
                assertThatThrownBy(() -> open(more)).isInstanceOf(StartException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        return failure;
    }

    private static String encrypted(Database database) {
        return TestSql.texts(
                        database,
                        "select ssl || ' ' || coalesce(client_dn, '-') from pg_stat_ssl where pid = pg_backend_pid()")
                .getFirst();
    }

    @Test
    void aRootOfOnesOwn() {
        try (Database verified = open(Map.of("DB_SSLROOTCERT", root.toString()))) {
            assertThat(encrypted(verified)).isEqualTo("true -");
            TestSql.execute(verified, "insert into effect (instance, key, value) values ('tls', 'a', 'b')");
        }
        try (Database unverified = open(Map.of("DB_SSLMODE", "require"))) {
            assertThat(encrypted(unverified)).isEqualTo("true -");
        }
    }

    @Test
    void aCertificateThatNobodyVouchesFor() {
        assertRefusedAtOnce(Map.of())
                .hasMessageContaining("is not trusted (DB_SSLMODE=verify-full)")
                .hasMessageContaining("set DB_SSLROOTCERT");
        assertRefusedAtOnce(Map.of("DB_SSLROOTCERT", strangersRoot.toString()))
                .hasMessageContaining("it is not signed by a certificate in DB_SSLROOTCERT, " + strangersRoot);
    }

    @Test
    void aCertificateForAnotherName() {
        assertRefusedAtOnce(Map.of("DB_SSLROOTCERT", root.toString(), "DB_HOST", "127.0.0.1"))
                .hasMessageContaining("is for another name than DB_HOST")
                .hasMessageContaining("DB_SSLMODE=verify-ca");
        open(Map.of("DB_SSLROOTCERT", root.toString(), "DB_HOST", "127.0.0.1", "DB_SSLMODE", "verify-ca"))
                .close();
    }

    @Test
    void aCertificateThatHasExpired() {
        serveWith("expired");
        try {
            assertRefusedAtOnce(Map.of("DB_SSLROOTCERT", root.toString())).hasMessageContaining("it has expired");
        } finally {
            serveWith("server");
        }
    }

    @Test
    void aServerThatSpeaksNoTls() {
        TestDatabase plain = TestServers.postgres().createDatabase(false);
        assertRefusedAtOnce(Map.of("DB_PORT", Integer.toString(plain.port()), "DB_NAME", plain.name()))
                .hasMessageContaining("speaks no TLS, which DB_SSLMODE=verify-full demands");
    }

    @Test
    void aServerThatWantsTls() {
        String hba = admin.ask("show hba_file");
        String before = admin.ask("select pg_read_file('" + hba + "')");
        admin.run("create role demanding login superuser password 'demanding'");
        write(hba, "hostnossl all demanding all reject\n" + before);
        try {
            assertRefusedAtOnce(Map.of("DB_SSLMODE", "disable", "DB_USER", "demanding", "DB_PASSWORD", "demanding"))
                    .hasMessageContaining("it may want encryption: DB_SSLMODE=require");
        } finally {
            write(hba, before);
        }
    }

    @Test
    void aServerThatWantsACertificateOfOurs() {
        String hba = admin.ask("show hba_file");
        String before = admin.ask("select pg_read_file('" + hba + "')");
        write(hba, "hostssl " + database.name() + " kilat all cert\n" + before);
        try {
            Map<String, String> trusting = Map.of("DB_SSLROOTCERT", root.toString());
            assertRefusedAtOnce(trusting).hasMessageContaining("certificate");
            Map<String, String> presenting = new HashMap<>(trusting);
            presenting.put("DB_SSLCERT", files.resolve("kilat.crt").toString());
            presenting.put("DB_SSLKEY", certificates.keyOf("kilat").toString());
            try (Database known = open(presenting)) {
                assertThat(encrypted(known)).isEqualTo("true /CN=kilat");
            }
        } finally {
            write(hba, before);
        }
    }

    private static void write(String file, String text) {
        admin.run(
                "copy (select unnest(string_to_array($hba$" + text.strip() + "$hba$, E'\\n'))) to '" + file + "'",
                "select pg_reload_conf()");
        // A reload is asynchronous, and there is no setting to be seen changing.
        admin.set("log_min_duration_statement", Integer.toString(10_000 + ++reloads) + "ms");
    }

    private static int reloads;

    @Test
    void wrongWordsInSettings() {
        assertThatThrownBy(() -> open(Map.of("DB_SSLMODE", "verify_full")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("DB_SSLMODE is \"verify_full\"; it has to be one of disable, allow, prefer, require,"
                        + " verify-ca, verify-full");
        assertThatThrownBy(() -> open(Map.of("DB_SSLROOTCERT", "/no/such/file")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("DB_SSLROOTCERT is \"/no/such/file\", which is no file");
        assertThatThrownBy(() -> open(Map.of("DB_SSLCERT", root.toString())))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("DB_SSLCERT and DB_SSLKEY belong together");
        assertThatThrownBy(() -> open(Map.of("DB_POOLER", "pgbouncer")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("one of none, transaction");
    }

    @Test
    void aRootThatIsNoCertificate() throws IOException {
        Path nonsense = Files.writeString(files.resolve("nonsense.crt"), "nonsense");
        assertRefusedAtOnce(Map.of("DB_SSLROOTCERT", nonsense.toString())).hasMessageContaining("nonsense.crt");
    }

    /** The limit on silence is kept beneath TLS as well. */
    @Test
    void aServerThatFallsSilentIsGivenUp() throws Exception {
        try (Database verified = open(Map.of("DB_SSLROOTCERT", root.toString()))) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            CompletableFuture<Boolean> asking = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    verified.run(tx -> {
                        TestSql.number(tx, "select 1");
                        postgres.server().pause();
                        asking.complete(true);
                        TestSql.number(tx, "select 2");
                    });
                    answer.complete("an answer");
                } catch (RuntimeException e) {
                    answer.complete(
                            SqlStates.serverFailure(e).map(ServerFailure::name).orElse(e.toString()));
                }
            });
            asking.get(10, TimeUnit.SECONDS);
            while (!answer.isDone()) {
                WatchedSockets.closeOverdue(
                        System.nanoTime() + Duration.ofSeconds(61).toNanos());
                Thread.onSpinWait();
            }
            assertThat(answer.get()).isEqualTo("CONNECTION_LOST");
        } finally {
            postgres.server().resume();
        }
    }
}
