package my.kilat.bench.growth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import my.kilat.bench.BenchException;
import my.kilat.bench.platform.Account;
import my.kilat.bench.platform.Platform;

/**
 * Fills the databases with bookings and with all that belongs to them, as if they had been requested over the last weeks. The rows
 * are made by the server, without triggers and checks of foreign keys; the scripts are in the resources, one a database.
 */
final class Filling {
    /** Of the numbers of filled bookings; what follows counts from 1, the newest. */
    static final String NUMBER_PREFIX = "BK-Z";

    private static final long CHUNK = 50_000;
    private static final int TENTH = 10;
    private static final List<String> DATABASES = List.of("booking", "payment", "notification", "tracking", "runner");

    private final Platform platform;
    private final Map<String, String> constants;
    private long filled;

    Filling(Platform platform, People people) {
        this.platform = platform;
        this.constants = Map.of(
                ":base_seconds", Long.toString(Instant.now().getEpochSecond()),
                ":measured_bookings", Integer.toString(people.bookings()),
                ":measured", Integer.toString(people.count()),
                ":owners", ids(people.owners()),
                ":runners", ids(people.runners()));
    }

    private static String ids(List<Account> accounts) {
        return accounts.stream().map(Account::id).collect(Collectors.joining(","));
    }

    /** @throws BenchException if the databases are filled already: the rows of two runs would not fit one another */
    void requireEmpty() {
        try (Connection connection = platform.connect("kilat_booking");
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select exists (select from booking where number = 'BK-Z1')")) {
            if (rows.next() && rows.getBoolean(1)) {
                throw new BenchException(
                        "The databases are filled by an earlier run already. Begin with empty ones:"
                                + " ./kilat down --volumes && RATE_LIMIT_PER_MIN=100000000 ACCESS_LOG_PER_MILLE=0 ./kilat up -d");
            }
        } catch (SQLException e) {
            throw new BenchException("kilat_booking cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Adds bookings until there are so many, has the server gather its statistics, and ends the sessions of the services. A session
     * decides whether it keeps a plan by what plans have cost since it began: one from before the rows were there would plan at
     * every call. Without the bench no table grows a thousandfold in the half hour that a session lasts at most.
     */
    Duration upTo(long size) {
        long began = System.nanoTime();
        DATABASES.parallelStream().forEach(database -> fill(database, size));
        filled = size;
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void fill(String database, long size) {
        String functions = resource("functions.sql");
        String script = resource(database + ".sql");
        try (Connection connection = platform.connect("kilat_" + database);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "set session_replication_role = replica; set statement_timeout = 0; set synchronous_commit = off");
            statement.execute(with(functions, constants));
            for (long first = filled + 1; first <= size; first += CHUNK) {
                long last = Math.min(size, first + CHUNK - 1);
                statement.execute(with(script, range(first, last)));
            }
            statement.execute("vacuum analyze");
            statement.execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and application_name = 'kilat-%s' and state = 'idle' limit 100""".formatted(database));
        } catch (SQLException e) {
            throw new BenchException("kilat_" + database + " cannot be filled: " + e.getMessage(), e);
        }
    }

    /** Has the server tidy up after changes of many bookings. */
    static void vacuum(Platform platform) {
        try (Connection connection = platform.connect("kilat_booking");
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        } catch (SQLException e) {
            throw new BenchException("kilat_booking cannot be tidied up: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> range(long first, long last) {
        return Map.of(
                ":first_tenth", Long.toString((first - 1) / TENTH + 1),
                ":last_tenth", Long.toString(last / TENTH),
                ":first", Long.toString(first),
                ":last", Long.toString(last));
    }

    /** The longest names first: one may begin with another. */
    private static String with(String script, Map<String, String> values) {
        String text = script;
        for (var value : new TreeMap<>(values).descendingMap().entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        return text;
    }

    private static String resource(String name) {
        try (InputStream in = Filling.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
