package my.kilat.bench.yardstick;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.bench.BenchException;
import my.kilat.bench.platform.Measured;
import my.kilat.bench.platform.Platform;
import my.kilat.local.LocalPostgres;
import my.kilat.local.PostgresBinaries;

/** PostgreSQL's own load generator, on the server of the platform, in a database that is dropped afterwards. */
public final class PgBench {
    private static final String DATABASE = "kilat_bench";
    private static final Pattern TRANSACTIONS = Pattern.compile("number of transactions actually processed: (\\d+)");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    /** What a command of a service stores at the least: a row of its own and an event for others. */
    private static final String TWO_INSERTS = """
            begin;
            insert into bench_row (body) values (repeat('x', 400));
            insert into bench_event (body) values (repeat('x', 800));
            commit;
            """;

    private static final List<String> TABLES = List.of(
            "create table bench_row (id uuid primary key default gen_random_uuid(), body text not null)",
            "create table bench_event (id bigint generated always as identity primary key, body text not null)");

    private final Platform platform;
    private final Path program;

    private PgBench(Platform platform, Path program) {
        this.platform = platform;
        this.program = program;
    }

    /**
     * What came of a load.
     *
     * @param what the transaction, in words
     * @param rate transactions a second
     * @param micros CPU of PostgreSQL for each, in microseconds
     */
    public record Result(String what, double rate, double micros) {}

    /** Measures reading one row by its key, and a transaction with two inserts; nothing where there is no pgbench. */
    static List<Result> measure(Platform platform, int connections, int seconds) {
        Optional<Path> program = PostgresBinaries.find()
                .map(found -> found.directory().resolve("pgbench"))
                .filter(Files::isExecutable);
        return program.map(path -> new PgBench(platform, path).all(connections, seconds))
                .orElseGet(List::of);
    }

    private List<Result> all(int connections, int seconds) {
        drop();
        execute("postgres", List.of("create database " + DATABASE));
        try {
            execute(DATABASE, TABLES);
            run(List.of("--initialize", "--quiet", "--scale=5"));
            Path script = Files.createTempFile("kilat-bench-", ".sql");
            try {
                Files.writeString(script, TWO_INSERTS);
                return List.of(
                        load("one row read by its key (pgbench -S)", List.of("--select-only"), connections, seconds),
                        load("two rows inserted", List.of("--file=" + script), connections, seconds));
            } finally {
                Files.delete(script);
            }
        } catch (IOException e) {
            throw new BenchException("the script of pgbench cannot be written: " + e.getMessage(), e);
        } finally {
            drop();
        }
    }

    private Result load(String what, List<String> options, int connections, int seconds) {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("--no-vacuum", "--protocol=prepared", "--client=" + connections, "--time=" + seconds));
        Measured<String> measured = platform.used(() -> run(words));
        long transactions = Math.round(number(TRANSACTIONS, measured.result()));
        Double micros = measured.micros(transactions).get(Platform.POSTGRES);
        return new Result(what, number(RATE, measured.result()), micros == null ? 0 : micros);
    }

    private static double number(Pattern pattern, String said) {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new BenchException("pgbench failed. It said:\n" + said);
        }
        return Double.parseDouble(matcher.group(1));
    }

    private String run(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--host=" + LocalPostgres.HOST,
                "--port=" + platform.postgresPort(),
                "--username=" + LocalPostgres.USER));
        command.addAll(options);
        command.add(DATABASE);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", LocalPostgres.PASSWORD);
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new BenchException("pgbench failed. It said:\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new BenchException("pgbench cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private void drop() {
        execute("postgres", List.of("drop database if exists " + DATABASE + " with (force)"));
    }

    private void execute(String database, List<String> statements) {
        try (Connection connection = platform.connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new BenchException("the database of the yardstick: " + e.getMessage(), e);
        }
    }
}
