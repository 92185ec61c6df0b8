package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.booking.domain.Payment.Standing;
import my.kilat.contract.booking.BookingStatus;
import org.junit.jupiter.api.Test;

/** The manual's table of what ends each wait, cell by cell, on bookings that nobody touches any more. */
class EveryWaitEndsTest {
    private static final Path MANUAL = Path.of("..", "docs", "operate.md");
    private static final String CONFIRMED = "delivered, confirmed";
    private static final Duration STEP = Duration.ofMinutes(61);

    /** After so many steps every time that is set below has passed: reminder and end of two waits, and of what is owed. */
    private static final int STEPS = 14;

    private static final Map<String, String> SETTINGS = Map.of(
            "DEADLINES_EVERY", "50ms",
            "AUTO_CONFIRM_EVERY", "50ms",
            "REQUEST_EXPIRES", "2h",
            "UNPAID_EXPIRES", "4h",
            "PICKUP_OVERDUE", "1h",
            "AUTO_CONFIRM_AFTER", "2h",
            "PAY_AGAIN_WITHIN", "3h");

    /** A cell: a booking in that status, which knows that of its payment, and the word for what ends it. */
    private record Cell(String status, Standing payment, String word) {
        @Override
        public String toString() {
            return status + " and " + payment + ": " + word;
        }
    }

    private record Made(Cell cell, UUID id) {}

    private static List<Cell> table() throws IOException {
        List<List<String>> rows = Files.readAllLines(MANUAL).stream()
                .dropWhile(line -> !line.startsWith("| Booking | none |"))
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> !line.startsWith("|---"))
                .map(line ->
                        Stream.of(line.split("\\|")).skip(1).map(String::strip).toList())
                .toList();
        List<Standing> payments = rows.getFirst().stream()
                .skip(1)
                .map(word -> Standing.valueOf(word.toUpperCase(java.util.Locale.ROOT)))
                .toList();
        assertThat(payments).as("each state of a payment").containsExactlyInAnyOrder(Standing.values());
        List<Cell> cells = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int i = 0; i < payments.size(); i++) {
                cells.add(new Cell(row.getFirst(), payments.get(i), row.get(i + 1)));
            }
        }
        assertThat(cells.stream().map(Cell::status).distinct())
                .as("each status of a booking")
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(CONFIRMED),
                                Stream.of(BookingStatus.values()).map(BookingStatus::word))
                        .toList());
        return cells;
    }

    @Test
    void asTheManualSays() throws IOException {
        try (Town town = Town.open(SETTINGS)) {
            List<Made> all = new ArrayList<>();
            for (Cell cell : table()) {
                if (!cell.word.equals("–")) {
                    all.add(new Made(cell, make(town, cell)));
                }
            }
            for (int step = 0; step < STEPS; step++) {
                town.clock().advance(STEP);
                Town.await("nothing is due", () -> assertThat(due(town)).isEmpty());
            }
            for (Made each : all) {
                Town.await(
                        each.cell.toString(),
                        () -> assertThat(end(town, each))
                                .as(each.cell.toString())
                                .isEqualTo(expected(each.cell)));
            }
            assertThat(town.alarm("overdue-rides")).isNotEmpty();
        }
    }

    /** A booking as it would be then, by its row: some of them come about only through the loss of events. */
    private static UUID make(Town town, Cell cell) {
        UUID id = town.owner().booked();
        Standing payment = cell.payment;
        List<String> set = new ArrayList<>(List.of(
                "status = '" + cell.status.split(",")[0] + "'",
                "due_at = now()",
                "waiting_since = now()",
                "payment_status = '"
                        + (payment == Standing.LAPSED
                                ? "failed"
                                : payment.name().toLowerCase(java.util.Locale.ROOT)) + "'",
                "payment_lapsed = " + (payment == Standing.LAPSED)));
        if (payment != Standing.NONE) {
            set.addAll(List.of("payment_id = gen_random_uuid()", "payment_attempt = 1", "payment_since = now()"));
        }
        set.addAll(
                switch (cell.status) {
                    case "requested" -> List.<String>of();
                    case "accepted" -> List.of("runner_id = gen_random_uuid()");
                    case "in_progress" -> List.of("runner_id = gen_random_uuid()", "picked_up_at = now()");
                    case "delivered" ->
                        List.of("runner_id = gen_random_uuid()", "picked_up_at = now()", "delivered_at = now()");
                    case CONFIRMED ->
                        List.of(
                                "runner_id = gen_random_uuid()",
                                "picked_up_at = now()",
                                "delivered_at = now()",
                                "confirmed_at = now()",
                                "confirmed_by = 'owner'");
                    case "completed" ->
                        List.of(
                                "runner_id = gen_random_uuid()",
                                "picked_up_at = now()",
                                "delivered_at = now()",
                                "final_price_cents = estimated_price_cents");
                    case "cancelled" ->
                        List.of("cancelled_at = now()", "cancelled_by = owner_id", "cancelled_by_role = 'owner'");
                    default -> throw new IllegalArgumentException(cell.status);
                });
        town.execute("update booking set " + String.join(", ", set) + " where id = '" + id + "'");
        return id;
    }

    private static List<List<String>> due(Town town) {
        Instant now = town.clock().instant();
        return town.rows("select number, status, due_at from booking where status in ('requested', 'accepted')"
                + " and due_at <= '" + now + "'");
    }

    /** Its status, and the reason of its last step. */
    private static String end(Town town, Made made) {
        return town.rows(
                        "select b.status || case when b.status = 'delivered' and b.confirmed_at is not null then ', confirmed'"
                                + " else '' end || case when h.version > 1 then ': ' || h.reason else '' end from booking b"
                                + " join booking_history h on h.booking_id = b.id and h.version = b.version where b.id = '"
                                + made.id + "'")
                .getFirst()
                .getFirst();
    }

    private static String expected(Cell cell) {
        String unpaid = "cancelled: it was not paid for in time";
        String unanswered = "cancelled: no runner took it in time";
        return switch (cell.word) {
            case "unpaid" -> unpaid;
            case "unanswered" -> unanswered;
            // Offered anew, it waits as any other that is requested.
            case "overdue" -> cell.payment == Standing.HELD ? unanswered : unpaid;
            case "alarm", "payment", "end" -> cell.status;
            case "confirmed" -> CONFIRMED;
            case "closed" ->
                cell.payment == Standing.RELEASED ? "completed: the money was released" : "completed: no money is held";
            case "owed" -> "completed: the money that was held had lapsed and was not paid again";
            default -> throw new IllegalArgumentException(cell.word);
        };
    }
}
