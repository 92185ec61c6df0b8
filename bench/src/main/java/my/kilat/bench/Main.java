package my.kilat.bench;

import java.util.concurrent.Callable;
import my.kilat.bench.gateway.GatewayCommand;
import my.kilat.bench.growth.GrowthCommand;
import my.kilat.bench.lifecycle.RidesCommand;
import my.kilat.bench.live.LiveCommand;
import my.kilat.bench.suite.Suite;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code main} behind {@code kilat bench}. */
@Command(
        name = "bench",
        description = {
            "Measure Kilat on this machine. Without a subcommand all benches run one after the other;"
                    + " each starts what it needs beside whatever runs.",
            "The results are written into docs/performance.md."
        },
        subcommands = {RidesCommand.class, LiveCommand.class, GrowthCommand.class, GatewayCommand.class},
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
    @Option(
            names = "--quick",
            description = "All benches with loads of a second or two, to see that they work; nothing is published.")
    private boolean quick;

    private Main() {}

    @Override
    public Integer call() {
        return new Suite(quick).run() ? 0 : 1;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setCommandName("kilat bench")
                .setExecutionExceptionHandler((exception, command, result) -> {
                    if (exception instanceof BenchException known) {
                        System.err.println("✘ " + known.getMessage());
                        return 1;
                    }
                    throw exception;
                })
                .execute(arguments));
    }
}
