package my.kilat.bench;

import my.kilat.bench.gateway.GatewayCommand;
import my.kilat.bench.growth.GrowthCommand;
import my.kilat.bench.lifecycle.RidesCommand;
import my.kilat.bench.live.LiveCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code main} behind {@code kilat bench}. */
@Command(
        name = "bench",
        description = "Measure Kilat on this machine.",
        subcommands = {RidesCommand.class, LiveCommand.class, GrowthCommand.class, GatewayCommand.class},
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

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
