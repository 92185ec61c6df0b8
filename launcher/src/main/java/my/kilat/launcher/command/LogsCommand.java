package my.kilat.launcher.command;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.log.LogFiles;
import my.kilat.launcher.log.LogLine;
import my.kilat.launcher.log.LogPrinter;
import my.kilat.launcher.log.LogReader;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kilat logs}. */
@Command(name = "logs", description = "What the parts say, merged in the order of time.")
public final class LogsCommand implements Callable<Integer> {
    private static final long GLANCE_MS = 200;
    private static final Set<String> SERVERS = Set.of("postgres", "zookeeper", "kafka", "supervisor", "services");

    @Option(
            names = {"-f", "--follow"},
            description = "Go on showing what comes, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "N",
            defaultValue = "200",
            description = "Begin with the last N lines (default: ${DEFAULT-VALUE}).")
    private int tail;

    @Option(names = "--level", paramLabel = "LEVEL", defaultValue = "", description = "Only lines of this level.")
    private String level = "";

    @Parameters(
            paramLabel = "PART",
            arity = "0..*",
            description = "Only these, such as booking, gateway, kafka or postgres.")
    private List<String> parts = List.of();

    @Override
    public Integer call() throws InterruptedException {
        Context context = Context.ofProcess();
        if (LogFiles.all(context.layout().logs()).isEmpty()) {
            throw new LauncherException("There are no logs yet; './kilat up' makes some.");
        }
        var reader = new LogReader(context.layout().logs(), wanted());
        var printer = new LogPrinter(context.screen(), ZoneId.systemDefault());
        reader.last(tail, printer::print);
        while (follow) {
            reader.more().forEach(printer::print);
            TimeUnit.MILLISECONDS.sleep(GLANCE_MS);
        }
        return 0;
    }

    private Predicate<LogLine> wanted() {
        Set<String> sources = parts.stream().map(LogsCommand::source).collect(Collectors.toSet());
        return line -> (sources.isEmpty() || sources.contains(ServiceTable.shortName(line.source())))
                && (level.isEmpty() || line.level().equalsIgnoreCase(level));
    }

    private static String source(String part) {
        if (SERVERS.contains(part)) {
            return part;
        }
        ServiceEntry service = ServiceTable.find(part);
        return service.name();
    }
}
