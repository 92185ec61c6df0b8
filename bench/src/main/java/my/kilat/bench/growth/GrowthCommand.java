package my.kilat.bench.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Load;
import my.kilat.bench.page.Circumstances;
import my.kilat.bench.page.PerformancePage;
import my.kilat.bench.platform.Platform;
import my.kilat.local.KilatHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kilat bench growth}. */
@Command(
        name = "growth",
        description = {
            "Fill the databases of the running platform to growing numbers of bookings, and measure at each what the operations"
                    + " cost through the gateway, and how long its services take to start and to tidy up.",
            "The rows stay; ./kilat down --volumes removes them."
        })
public final class GrowthCommand implements Callable<Integer> {
    static final long SMALLEST = 1_000;
    private static final long LEAST_TO_PUBLISH = 100_000;
    private static final Duration WARM_UP = Duration.ofSeconds(4);

    @Option(
            names = "--sizes",
            split = ",",
            defaultValue = "1000,100000,1000000",
            description = "Numbers of bookings, ascending, from 1000 (${DEFAULT-VALUE}).")
    private long[] sizes = {};

    @Option(names = "--seconds", defaultValue = "3", description = "How long each load lasts (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--workers", defaultValue = "2", description = "Connections at once (${DEFAULT-VALUE}).")
    private int workers;

    @Override
    public Integer call() throws IOException {
        requireAscending();
        Platform platform = Platform.running();
        People people = People.register(platform);
        Filling filling = new Filling(platform, people);
        filling.requireEmpty();
        GrowthReport report = new GrowthReport();
        List<String> times = new ArrayList<>();
        for (long size : sizes) {
            System.out.printf(Locale.ROOT, "filling up to %,d bookings%n", size);
            Duration took = filling.upTo(size);
            times.add(String.format(Locale.ROOT, "%,d after %d s", size, took.toSeconds()));
            platform.awaitQuiet();
            Operations operations = new Operations(platform, people.again(platform));
            if (size == sizes[0]) {
                warmUp(platform, operations);
            }
            for (Operation operation : operations.all()) {
                System.out.println("measuring: " + operation.subject().name());
                report.add(
                        size,
                        operation.subject(),
                        Cost.measure(platform, operation, workers, Duration.ofSeconds(seconds)));
                operations.cancelCreated();
            }
            new Upkeep(platform).measure((subject, cost) -> report.add(size, subject, cost));
        }
        List<String> lines = new ArrayList<>(report.lines());
        lines.add("Filled: " + String.join(", ", times) + ".");
        System.out.println();
        lines.forEach(System.out::println);
        if (report.isSound() && sizes[sizes.length - 1] >= LEAST_TO_PUBLISH) {
            publish(report, lines);
        }
        return report.isSound() ? 0 : 1;
    }

    private void requireAscending() {
        boolean ascending = sizes.length > 1
                && sizes[0] >= SMALLEST
                && Arrays.equals(sizes, Arrays.stream(sizes).sorted().distinct().toArray());
        if (!ascending) {
            throw new BenchException("--sizes takes at least two numbers, ascending, from 1000: "
                    + Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(",")));
        }
    }

    /** What is measured first would otherwise pay for the compiling of all. */
    private void warmUp(Platform platform, Operations operations) throws IOException {
        System.out.println("warming up");
        var load = new Load(platform.gateway(), workers, WARM_UP);
        operations.all().forEach(operation -> load.run(operation.unit()));
        operations.cancelCreated();
    }

    private void publish(GrowthReport report, List<String> words) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(Circumstances.here() + ", which the load shares with what is measured; " + workers + " connections, "
                + seconds + " s of each operation. CPU is that of our services and PostgreSQL for each operation.");
        lines.add("");
        lines.addAll(words);
        Path docs = KilatHome.find().resolve("docs");
        for (Group group : Group.values()) {
            Optional<GrowthChart> chart = report.chart(group);
            if (chart.isPresent()) {
                Files.writeString(docs.resolve(group.chart()), chart.get().svg());
            }
        }
        new PerformancePage(docs, "growth", "Growth").write(lines);
        System.out.println("docs/performance.md and its charts are up to date.");
    }
}
