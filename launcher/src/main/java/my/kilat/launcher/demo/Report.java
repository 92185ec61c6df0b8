package my.kilat.launcher.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.screen.Table;
import my.kilat.launcher.screen.Table.Cell;
import my.kilat.launcher.screen.Words;
import my.kilat.platform.money.Money;

/** The final report of a demo. */
final class Report {
    private static final int MOST_FAULTS = 10;

    private final Screen screen;

    Report(Screen screen) {
        this.screen = screen;
    }

    /** Prints it; returns whether everything is final and adds up. */
    boolean print(Settlement settlement, Figures figures, Set<String> rides, Duration took) {
        bookings(settlement, took);
        money(settlement);
        latencies(figures);
        traffic(settlement, figures);
        return verdict(settlement.faults(rides));
    }

    private void bookings(Settlement settlement, Duration took) {
        long completed = count(settlement, "completed");
        long cancelled = count(settlement, "cancelled");
        heading("Bookings");
        new Table()
                .row(label("completed"), number(completed))
                .row(label("cancelled"), number(cancelled))
                .row(label("not final"), number(settlement.unfinished().size()))
                .row(label("took"), Cell.of(String.format(Locale.ROOT, "%12s", Words.took(took))))
                .print(screen);
    }

    private static long count(Settlement settlement, String status) {
        return settlement.bookings().values().stream().filter(status::equals).count();
    }

    private void money(Settlement settlement) {
        heading("Money");
        Table table = new Table()
                .row(label("still held"), amount(settlement.amount("held") + settlement.amount("pending")))
                .row(label("released"), amount(settlement.amount("released")))
                .row(label("  to runners"), amount(settlement.payouts()))
                .row(label("  fees"), amount(settlement.fees()))
                .row(label("refunded"), amount(settlement.amount("refunded")));
        table.row(
                label("ledger sum"),
                settlement.ledgerSum().isPresent()
                        ? amount(settlement.ledgerSum().getAsLong())
                        : new Cell("not to be seen from here", Style.DIM));
        table.print(screen);
    }

    private void latencies(Figures figures) {
        heading("Latency, ms");
        Table table = new Table().head("operation", "   calls", "     p50", "     p95", " longest");
        for (Figures.Latency latency : figures.latencies()) {
            table.row(
                    Cell.of(latency.operation()),
                    Cell.of(String.format(Locale.ROOT, "%8d", latency.calls())),
                    millis(latency.p50()),
                    millis(latency.p95()),
                    millis(latency.longest()));
        }
        table.print(screen);
    }

    private void traffic(Settlement settlement, Figures figures) {
        heading("Traffic");
        new Table()
                .row(label("positions sent"), number(figures.positionsSent.sum()))
                .row(label("positions watched"), number(figures.positionsWatched.sum()))
                .row(label("statuses watched"), number(figures.statusesWatched.sum()))
                .row(label("notifications"), number(settlement.notifications()))
                .row(label("cards declined"), number(figures.declinedCards.sum()))
                .row(label("holds lapsed"), number(figures.lapsedHolds.sum()))
                .row(label("offers accepted"), number(figures.offersAccepted.sum()))
                .row(label("offers declined"), number(figures.offersDeclined.sum()))
                .row(label("offers ignored"), number(figures.offersIgnored.sum()))
                .row(label("rides given back"), number(figures.givenBack.sum()))
                .row(label("phones lost"), number(figures.phonesLost.sum()))
                .row(label("races lost"), number(figures.lostRaces.sum()))
                .row(label("told to slow down"), number(figures.limited.sum()))
                .row(label("retried"), number(figures.retries.sum()))
                .row(label("sockets reopened"), number(figures.reconnects.sum()))
                .print(screen);
    }

    private boolean verdict(List<String> faults) {
        screen.blank();
        if (faults.isEmpty()) {
            screen.line(screen.styled(Style.GREEN, "✔") + " Every booking is final, and the money adds up.");
            return true;
        }
        screen.line(screen.styled(Style.RED, "✘") + " " + faults.size() + " things are not as they should be:");
        faults.stream().limit(MOST_FAULTS).forEach(fault -> screen.line("  " + fault));
        return false;
    }

    private void heading(String title) {
        screen.blank();
        screen.line(screen.styled(Style.BOLD, title));
    }

    private static Cell label(String text) {
        return new Cell(String.format(Locale.ROOT, "%-18s", text), Style.DIM);
    }

    private static Cell number(long number) {
        return Cell.of(String.format(Locale.ROOT, "%12d", number));
    }

    private static Cell amount(long cents) {
        return Cell.of(String.format(Locale.ROOT, "%12s", Money.format(cents)));
    }

    private static Cell millis(long micros) {
        return Cell.of(String.format(Locale.ROOT, "%8.1f", micros / 1000.0));
    }
}
