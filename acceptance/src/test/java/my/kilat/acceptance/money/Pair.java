package my.kilat.acceptance.money;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import my.kilat.local.KilatHome;

/**
 * A booking and its payment, as the table of docs/design.md has them.
 *
 * @param booking its state
 * @param payment its state
 * @param end where they end, in the words of the table
 */
record Pair(String booking, String payment, String end) {
    private static final String BEGIN = "<!-- every pair of a booking and its payment: begin -->";
    private static final String END = "<!-- every pair of a booking and its payment: end -->";

    /** Every pair of the table. */
    static List<Pair> all() {
        String page;
        try {
            page = Files.readString(KilatHome.find().resolve("docs/design.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<List<String>> rows = page.substring(page.indexOf(BEGIN), page.indexOf(END))
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
        List<Pair> pairs = new ArrayList<>();
        List<String> payments = rows.getFirst();
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int i = 1; i < row.size(); i++) {
                pairs.add(new Pair(row.getFirst(), payments.get(i), row.get(i)));
            }
        }
        return pairs;
    }

    /** The booking's state on the wire. */
    String status() {
        return isConfirmed() ? "delivered" : booking;
    }

    /** Whether the word was given that releases the money. */
    boolean isConfirmed() {
        return booking.equals("delivered and confirmed");
    }

    /** What the payment is called on the wire. */
    String escrowStatus() {
        return payment.equals("lapsed") ? "failed" : payment;
    }

    /** Whether they stay as they are, but for what the booking has heard. */
    boolean stays() {
        return !end.startsWith("→ ");
    }

    String lastStatus() {
        return stays() ? status() : end.substring(2, end.indexOf(','));
    }

    String lastEscrowStatus() {
        return stays() ? escrowStatus() : end.substring(end.indexOf(',') + 2);
    }

    @Override
    public String toString() {
        return booking + ", payment " + payment + ": " + end;
    }
}
