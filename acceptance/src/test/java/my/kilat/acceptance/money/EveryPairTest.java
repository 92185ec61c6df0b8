package my.kilat.acceptance.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.local.TestDatabase;
import org.assertj.core.api.SoftAssertions;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every combination of a booking and a payment comes to the end that the table of docs/design.md names, though no event tells
 * either side of the other: the rows are written behind the backs of the services.
 */
class EveryPairTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static Kilat kilat;
    private static Jdbi bookings;
    private static Jdbi payments;

    @BeforeAll
    static void start() {
        kilat = Kilat.with(Map.of("RECONCILE_EVERY", "200ms", "RECOVER_EVERY", "200ms"));
        bookings = jdbi(kilat.database("booking"));
        payments = jdbi(kilat.database("payment"));
    }

    @AfterAll
    static void stop() {
        kilat.close();
    }

    private static Jdbi jdbi(TestDatabase it) {
        return Jdbi.create(it.jdbcUrl(), it.user(), it.password());
    }

    @Test
    void everyPairComesToItsEnd() {
        List<Pair> pairs = Pair.all();
        assertThat(pairs).hasSize(49);
        Person owner = kilat.owner();
        UUID runner = UUID.randomUUID();
        Map<Pair, UUID> ids = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            UUID booking = Rides.book(owner);
            ids.put(pair, booking);
        }
        await("payment knows the bookings")
                .atMost(SOON)
                .until(() -> number(payments, "select count(*) from booking where price_cents is not null") == 49);
        ids.forEach((pair, booking) -> write(pair, booking, owner.id(), runner));
        awaitTwoRounds();
        await("every pair at its end")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    SoftAssertions all = new SoftAssertions();
                    ids.forEach((pair, booking) -> check(all, pair, booking));
                    all.assertAll();
                });
        await("the books")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(
                                kilat.service("payment").get("/metrics").text())
                        .contains("kilat_ledger_faults 0.0")
                        .contains("kilat_ledger_sum_cents 0.0"));
        assertThat(number(payments, "select count(*) from payment where task is not null"))
                .isZero();
    }

    private static void check(SoftAssertions all, Pair pair, UUID booking) {
        boolean isAlarm = pair.end().equals("alarm");
        all.assertThat(differs(booking)).as("%s: alarm", pair).isEqualTo(isAlarm);
        all.assertThat(text(bookings, "select status from booking where id = ?", booking))
                .as("%s: booking", pair)
                .isEqualTo(pair.lastStatus());
        all.assertThat(text(
                        payments,
                        "select coalesce((select status from payment where booking_id = ?), 'none')",
                        booking))
                .as("%s: payment", pair)
                .isEqualTo(pair.lastEscrowStatus());
        if (!isAlarm) {
            all.assertThat(text(bookings, "select payment_status from booking where id = ?", booking))
                    .as("%s: what the booking has heard", pair)
                    .isEqualTo(pair.lastEscrowStatus());
        }
    }

    private static boolean differs(UUID booking) {
        String sql = "select count(*)::text from reconciliation_difference where booking_id = ?";
        return !text(bookings, sql, booking).equals("0")
                || !text(payments, sql, booking).equals("0");
    }

    private static void awaitTwoRounds() {
        String sql = "select coalesce(min(cycle), 0) from reconciliation_position";
        for (Jdbi side : List.of(bookings, payments)) {
            long before = number(side, sql);
            await("two rounds").atMost(SOON).until(() -> number(side, sql) >= before + 3);
        }
    }

    // ---- the rows

    private static void write(Pair pair, UUID booking, UUID owner, UUID runner) {
        UUID payment = UUID.randomUUID();
        if (!pair.payment().equals("none")) {
            payments.useTransaction(sql -> writePayment(sql, pair, booking, payment, owner, runner));
        }
        bookings.useTransaction(sql -> writeBooking(sql, pair, booking, payment, owner, runner));
        if (pair.payment().equals("pending") && !pair.booking().equals("cancelled")) {
            // Whoever was working on it is gone.
            payments.useHandle(sql -> sql.execute("update payment set task_due = now() where id = ?", payment));
        }
    }

    private static void writeBooking(Handle sql, Pair pair, UUID booking, UUID payment, UUID owner, UUID runner) {
        String status = pair.status();
        boolean isAccepted = !List.of("requested", "cancelled").contains(status);
        boolean isDelivered = List.of("delivered", "completed").contains(status);
        sql.execute(
                "update booking set status = ?, version = 7, runner_id = ?, picked_up_at = case when ? then now() end,"
                        + " delivered_at = case when ? then now() end, confirmed_at = case when ? then now() end,"
                        + " confirmed_by = case when ? then 'owner' end, cancelled_at = case when ? then now() end,"
                        + " cancelled_by = ?, cancelled_by_role = 'owner', final_price_cents = case when ? then 2210 end,"
                        + " payment_status = ?, payment_id = ?, payment_attempt = 1, payment_since = now() where id = ?",
                status,
                isAccepted ? runner : null,
                isAccepted && !status.equals("accepted"),
                isDelivered,
                pair.isConfirmed(),
                pair.isConfirmed(),
                status.equals("cancelled"),
                owner,
                status.equals("completed"),
                // A delivery is confirmed without being completed only as long as its money is known to be held.
                pair.isConfirmed() ? "held" : "none",
                pair.isConfirmed() ? payment : null,
                booking);
    }

    private static void writePayment(Handle sql, Pair pair, UUID booking, UUID payment, UUID owner, UUID runner) {
        String status = pair.escrowStatus();
        boolean wasHeld = !List.of("pending", "failed").contains(pair.payment());
        sql.execute(
                "insert into payment (id, booking_id, attempt, booking_number, owner_id, amount_cents, fee_cents,"
                        + " payout_cents, currency, method, customer_email, checkout_key, created_at, status, provider_id,"
                        + " runner_id, held_at, released_at, refunded_at, task, task_due, task_since, updated_at)"
                        + " select ?, id, 1, number, owner_id, 2210, 331, 1879, 'MYR', 'card', '', 'k', now(), ?, 'pi_1',"
                        + " case when ? = 'released' then cast(? as uuid) end, case when ? then now() end,"
                        + " case when ? = 'released' then now() end, case when ? = 'refunded' then now() end,"
                        + " case when ? = 'pending' then 'authorise' end,"
                        + " case when ? = 'pending' then now() + interval '1 hour' end,"
                        + " case when ? = 'pending' then now() end, now() from booking where id = ?",
                payment,
                status,
                status,
                runner,
                wasHeld,
                status,
                status,
                status,
                status,
                status,
                booking);
        if (pair.payment().equals("lapsed") && (pair.isConfirmed() || status(pair, "completed"))) {
            // That is why it was to be paid out.
            sql.execute("update booking set confirmed_at = now(), runner_id = ? where id = ?", runner, booking);
        }
        if (wasHeld) {
            book(sql, payment, "hold", Map.of("owner", -2210L, "escrow", 2210L), owner, runner);
        }
        switch (pair.payment()) {
            case "released" ->
                book(
                        sql,
                        payment,
                        "release",
                        Map.of("escrow", -2210L, "runner", 1879L, "platform", 331L),
                        owner,
                        runner);
            case "refunded" -> book(sql, payment, "refund", Map.of("escrow", -2210L, "owner", 2210L), owner, runner);
            case "lapsed" -> book(sql, payment, "lapse", Map.of("escrow", -2210L, "owner", 2210L), owner, runner);
            default -> {}
        }
        String charge = switch (pair.payment()) {
            case "held" -> "AUTHORISED";
            case "released" -> "CAPTURED";
            case "failed" -> "DECLINED";
            default -> "GIVEN_BACK";
        };
        if (!pair.payment().equals("pending")) {
            sql.execute(
                    "insert into simulated_charge (key, id, amount_cents, currency, method, state, ready_at)"
                            + " values (?, ?, 2210, 'MYR', 'card', ?, now())",
                    payment,
                    "pi_" + payment,
                    charge);
        }
    }

    private static boolean status(Pair pair, String status) {
        return pair.status().equals(status);
    }

    private static void book(
            Handle sql, UUID payment, String kind, Map<String, Long> entries, UUID owner, UUID runner) {
        UUID transaction = UUID.randomUUID();
        sql.execute("insert into ledger_transaction values (?, ?, ?, now())", transaction, payment, kind);
        entries.forEach((account, cents) -> sql.execute(
                "insert into ledger_entry values (?, ?, ?, ?)",
                transaction,
                account,
                account.equals("owner") ? owner : account.equals("runner") ? runner : null,
                cents));
    }

    private static long number(Jdbi side, String sql) {
        return side.withHandle(
                handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    private static String text(Jdbi side, String sql, UUID booking) {
        return side.withHandle(handle ->
                handle.createQuery(sql).bind(0, booking).mapTo(String.class).one());
    }
}
