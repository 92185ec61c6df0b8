package my.kilat.launcher.screen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.machine.Lan;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.PlatformState;
import my.kilat.local.LocalPostgres;

/** The summary once everything is up: addresses, accounts to log in with, and next steps. */
public final class Banner {
    private final Screen screen;

    public Banner(Screen screen) {
        this.screen = screen;
    }

    /**
     * Prints it.
     *
     * @param development whether the development accounts exist
     * @param consoleLink a link that logs in to the console, if one exists
     */
    public void print(PlatformState state, boolean development, Optional<String> consoleLink) {
        String gateway = "http://localhost:" + state.ports().shifted(Component.GATEWAY.port());
        screen.blank();
        screen.line(screen.styled(Style.BOLD, "Kilat is up")
                + screen.styled(
                        Style.DIM,
                        " after " + Words.took(Duration.ofMillis(state.tookMillis())) + ", the services after "
                                + Words.took(Duration.ofMillis(state.servicesTookMillis()))));
        screen.blank();
        var places = new Table()
                .row(label("API"), Table.Cell.of(gateway))
                .row(label("Console"), Table.Cell.of(consoleLink.orElse(gateway + "/console")))
                .row(label("Docs"), Table.Cell.of(gateway + "/docs"))
                .row(label("Health"), Table.Cell.of(gateway + "/health"));
        state.part("postgres").ifPresent(part -> places.row(label("PostgreSQL"), Table.Cell.of(database(part))));
        state.part("kafka").ifPresent(part -> places.row(label("Kafka"), Table.Cell.of(part.address())));
        List<String> lan = state.part("gateway")
                .filter(part -> part.address().startsWith("0.0.0.0:"))
                .map(part -> Lan.addresses())
                .orElse(List.of());
        lan.forEach(address -> places.row(
                label("In the LAN"),
                Table.Cell.of("http://" + address + ":" + state.ports().shifted(Component.GATEWAY.port()))));
        print(places);
        if (development) {
            screen.blank();
            print(new Table()
                    .row(label("Log in as"), Table.Cell.of("owner.test@kilat.my"), Table.Cell.of("TestOwner123!"))
                    .row(label(""), Table.Cell.of("runner.test@kilat.my"), Table.Cell.of("TestRunner123!"))
                    .row(label(""), Table.Cell.of("shop.test@kilat.my"), Table.Cell.of("TestShop123!"))
                    .row(label(""), Table.Cell.of("admin.test@kilat.my"), Table.Cell.of("TestAdmin123!"))
                    .row(label(""), Table.Cell.of("operator.test@kilat.my"), Table.Cell.of("TestOperator123!")));
        }
        if (development && !lan.isEmpty()) {
            screen.line(screen.styled(
                    Style.RED, "  Whoever is in this network can log in with these, too, administrators included."));
        }
        screen.blank();
        print(new Table()
                .row(label("Next"), Table.Cell.of("./kilat demo"), dim("whole rides, live, and a report at the end"))
                .row(label(""), Table.Cell.of("./kilat logs -f"), dim("what the services say"))
                .row(label(""), Table.Cell.of("./kilat ps"), dim("what is running"))
                .row(label(""), Table.Cell.of("./kilat down"), dim("end it; the data stays")));
        screen.blank();
    }

    private static String database(Part part) {
        return part.external()
                ? part.address()
                : part.address() + "   user " + LocalPostgres.USER + ", password " + LocalPostgres.PASSWORD;
    }

    private void print(Table table) {
        table.lines(screen).forEach(line -> screen.line("  " + line));
    }

    private static Table.Cell label(String text) {
        return new Table.Cell(text.isEmpty() ? " ".repeat("PostgreSQL".length()) : text, Style.CYAN);
    }

    private static Table.Cell dim(String text) {
        return new Table.Cell(text, Style.DIM);
    }
}
