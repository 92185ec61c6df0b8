package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import my.kilat.payment.domain.Account;
import my.kilat.payment.store.LedgerReport;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** Looking through books that are large, and through books that cannot be looked through. */
class LedgerCheckTest {
    private static final String COLUMNS = "attempt, booking_number, owner_id, amount_cents, fee_cents,"
            + " payout_cents, currency, method, customer_email, checkout_key, created_at, status, runner_id, held_at,"
            + " released_at, updated_at";

    @Test
    void largeBooksAreLookedThroughInParts() {
        try (World world = World.start(Map.of("LEDGER_CHECK_EVERY", "50ms"))) {
            world.released();
            world.execute(
                    "set local session_replication_role = replica",
                    // Three parts of payments, and as many of entries.
                    "create table copies as select gen_random_uuid() as id, gen_random_uuid() as booking, gen_random_uuid() as hold,"
                            + " gen_random_uuid() as release, p.id as model from payment p, generate_series(1, 12000)",
                    "insert into payment (id, booking_id, " + COLUMNS + ") select c.id, c.booking, " + COLUMNS
                            + " from payment p join copies c on c.model = p.id",
                    "insert into ledger_transaction select case t.kind when 'hold' then c.hold else c.release end, c.id,"
                            + " t.kind, t.created_at from ledger_transaction t join copies c on c.model = t.payment_id",
                    "insert into ledger_entry select case t.kind when 'hold' then c.hold else c.release end, e.account,"
                            + " e.party, e.amount_cents from ledger_entry e"
                            + " join ledger_transaction t on t.id = e.transaction_id join copies c on c.model = t.payment_id");
            LedgerReport report = world.ledger();
            assertThat(report.faults()).isEmpty();
            assertThat(report.balance(Account.Kind.OWNER)).isEqualTo(12_001L * -2_210);
            assertThat(report.balance(Account.Kind.RUNNER)).isEqualTo(12_001L * 1_879);

            world.execute(
                    "set local session_replication_role = replica",
                    "update ledger_entry set amount_cents = amount_cents + 1 where account = 'runner'"
                            + " and transaction_id = (select release from copies order by id desc limit 1)");
            world.service().clock().advance(Duration.ofHours(24));
            world.awaitAlarm("ledger");
            assertThat(world.ledger().sum()).isEqualTo(1);
            world.execute(
                    "set local session_replication_role = replica",
                    "update ledger_entry set amount_cents = amount_cents - 1 where account = 'runner'"
                            + " and transaction_id = (select release from copies order by id desc limit 1)");
            world.awaitEndOfAlarm("ledger");
        }
    }

    @Test
    void aCheckThatCannotBeMadeInTimeIsAnAlarmOfItsOwn() throws Exception {
        try (World world = World.start(
                        Map.of("LEDGER_CHECK_EVERY", "50ms", "LEDGER_CHECK_TIMEOUT", "200ms", "ALARM_AFTER", "1s"));
                Connection other = connect(world.environment());
                Statement statement = other.createStatement()) {
            Ride ride = world.paid();
            other.setAutoCommit(false);
            statement.execute("lock table ledger_transaction in access exclusive mode");
            world.awaitAlarm("job ledger-check");
            assertThat(world.alarm("ledger")).as("nobody knows").isEmpty();
            assertThat(world.service().client().get("/metrics").status())
                    .as("whoever reads the metrics does not wait")
                    .isEqualTo(200);
            assertThat(world.status(ride)).isEqualTo("held");
            other.rollback();
            world.awaitEndOfAlarm("job ledger-check");
        }
    }

    private static Connection connect(Environment it) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s".formatted(it.text("DB_HOST"), it.text("DB_PORT"), it.text("DB_NAME")),
                it.text("DB_USER"),
                it.text("DB_PASSWORD"));
    }
}
