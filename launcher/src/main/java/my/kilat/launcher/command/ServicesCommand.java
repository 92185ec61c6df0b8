package my.kilat.launcher.command;

import java.util.Arrays;
import java.util.List;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.catalogue.DerivedFiles;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.screen.Table;
import my.kilat.local.KilatHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kilat services}. */
@Command(
        name = "services",
        description = "Print the catalogue: every service and the gateway, its port and its database.")
public final class ServicesCommand implements Runnable {
    @Option(
            names = "--plain",
            description =
                    "For scripts: a line for each, with its name, port, health path and, if it has one, database.")
    private boolean plain;

    @Option(
            names = "--write",
            description = "Instead, write anew what follows from the catalogue in the compose files, in"
                    + " init-databases.sql and in the README.")
    private boolean write;

    @Override
    public void run() {
        Screen screen = Screen.standard();
        if (write) {
            List<String> written = new DerivedFiles(KilatHome.find()).write();
            screen.line(written.isEmpty() ? "Everything is up to date." : "Written: " + String.join(", ", written));
        } else if (plain) {
            Arrays.stream(Component.values())
                    .forEach(each -> screen.line(String.join(
                                    " ",
                                    each.shortName(),
                                    Integer.toString(each.port()),
                                    each.healthPath(),
                                    each.database().orElse(""))
                            .stripTrailing()));
        } else {
            print(screen);
        }
    }

    private static void print(Screen screen) {
        var table = new Table().head("NAME", "MODULE", "PORT", "HEALTH", "DATABASE");
        for (Component each : Component.values()) {
            table.row(
                    new Table.Cell(each.shortName(), Style.BOLD),
                    Table.Cell.of(each.module()),
                    Table.Cell.of(Integer.toString(each.port())),
                    Table.Cell.of(each.healthPath()),
                    Table.Cell.of(each.database().orElse("") + (each.needsPostgis() ? " (PostGIS)" : "")));
        }
        table.print(screen);
    }
}
