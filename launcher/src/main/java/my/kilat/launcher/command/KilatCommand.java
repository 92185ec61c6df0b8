package my.kilat.launcher.command;

import my.kilat.launcher.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main command, with the list of its subcommands. */
@Command(
        name = "kilat",
        synopsisSubcommandLabel = "COMMAND",
        description = "Pet transport on one machine: the gateway, the services, PostgreSQL and Kafka.%n",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            PsCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            RunCommand.class,
            ServicesCommand.class,
            RoutesCommand.class,
            ConsoleCommand.class,
            DemoCommand.class,
            TestCommand.class,
            BenchCommand.class,
            ReplayCommand.class,
            MigrateCommand.class,
            DoctorCommand.class,
            SuperviseCommand.class,
            HelpCommand.class
        },
        footerHeading = "%n",
        footer = "'kilat help COMMAND' says more about a command.")
public final class KilatCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Without a subcommand: prints the usage. */
    @Override
    public void run() {
        spec.commandLine().usage(System.out, CommandLine.Help.Ansi.AUTO);
    }
}
