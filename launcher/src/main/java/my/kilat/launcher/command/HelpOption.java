package my.kilat.launcher.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --help}, of {@code kilat} and of each of its commands. */
public final class HelpOption {
    private HelpOption() {}

    /** Adds it, except to commands that pass on words that they do not know: the program behind those explains itself. */
    public static CommandLine addTo(CommandLine kilat) {
        add(kilat.getCommandSpec());
        kilat.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.helpCommand())
                .filter(command -> command.unmatchedArgsBindings().isEmpty())
                .forEach(HelpOption::add);
        return kilat;
    }

    private static void add(CommandSpec command) {
        command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this text.")
                .build());
    }
}
