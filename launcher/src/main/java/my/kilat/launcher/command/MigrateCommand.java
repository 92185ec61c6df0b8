package my.kilat.launcher.command;

import java.util.List;
import java.util.concurrent.Callable;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kilat migrate}. */
@Command(
        name = "migrate",
        description = "Bring the tables of the services up to date, without starting them.",
        footerHeading = "%n",
        footer = {
            "For services that run with DB_MIGRATE=false. DB_HOST and so on say where PostgreSQL is; without them, the",
            "one that is running here. May be run any number of times, also while services run.",
            "For instance: DB_HOST=db DB_USER=kilat DB_PASSWORD=... ./kilat migrate booking"
        })
public final class MigrateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these, such as booking.")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        Quiet.please();
        Context context = Context.ofProcess();
        Screen screen = context.screen();
        var target = new DatabaseTarget(context, names);
        for (ServiceEntry service : target.services()) {
            try {
                Database.Migrated migrated = Database.migrate(target.settings(service), service.name());
                screen.line(screen.styled(Style.GREEN, "✔") + " " + service.name() + ": version " + migrated.version()
                        + ", " + run(migrated.migrations()));
            } catch (StartException e) {
                throw new LauncherException(service.name() + ": " + e.getMessage(), e);
            }
        }
        return 0;
    }

    private static String run(int migrations) {
        return switch (migrations) {
            case 0 -> "nothing to do";
            case 1 -> "1 migration run";
            default -> migrations + " migrations run";
        };
    }
}
