package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The books, and what the database does not let anybody do to them. */
class LedgerTest {
    private static World world;
    private final Ride ride = world.paid();

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private UUID payment() {
        return World.id(world.payment(ride));
    }

    private static String transaction(UUID id, UUID payment, String kind) {
        return "insert into ledger_transaction values ('" + id + "', '" + payment + "', '" + kind + "', now())";
    }

    private static String entry(UUID transaction, String account, String party, long cents) {
        return "insert into ledger_entry values ('" + transaction + "', '" + account + "', " + party + ", " + cents
                + ")";
    }

    // ---- what the database refuses

    @Test
    void aTransactionThatDoesNotAddUpIsRefused() {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> world.execute(
                        transaction(id, payment(), "release"),
                        entry(id, "escrow", "null", -2210),
                        entry(id, "platform", "null", 2209)))
                .hasStackTraceContaining("add up to -1");
        assertThatThrownBy(() -> world.execute(transaction(UUID.randomUUID(), payment(), "release")))
                .hasStackTraceContaining("has 0 entries");
        assertThatThrownBy(
                        () -> world.execute(transaction(id, payment(), "release"), entry(id, "escrow", "null", -2210)))
                .hasStackTraceContaining("has 1 entries");
        assertThat(world.ledger().sum()).isZero();
    }

    @Test
    void aBalancedTransactionIsTakenHoweverManyStatementsItTakes() {
        UUID id = UUID.randomUUID();
        world.execute(
                transaction(id, payment(), "release"),
                entry(id, "escrow", "null", -2210),
                entry(id, "platform", "null", 331),
                entry(id, "runner", "'" + ride.runnerId() + "'", 1879));
        assertThat(world.ledger().sum()).isZero();
    }

    @Test
    void nothingIsAddedToAnOlderTransaction() {
        assertThatThrownBy(
                        () -> world.execute(
                                "insert into ledger_entry select id, 'platform', null, 5 from ledger_transaction where kind = 'hold' limit 1"))
                .hasStackTraceContaining("together with their ledger transaction");
        assertThatThrownBy(() -> world.execute("""
                        insert into ledger_entry select t.id, e.account, e.party, e.amount from (select id from ledger_transaction where kind = 'hold' limit 1) t,
                            (values ('platform', null::uuid, 5), ('runner', gen_random_uuid(), -5)) e(account, party, amount)""")).hasStackTraceContaining("together with their ledger transaction");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger_entry set amount_cents = amount_cents * 2",
                "update ledger_transaction set kind = 'refund'",
                "delete from ledger_entry",
                "delete from ledger_transaction",
                "truncate ledger_entry",
                "truncate ledger_transaction cascade"
            })
    void whatIsBookedStaysBooked(String statement) {
        assertThatThrownBy(() -> world.execute(statement)).hasStackTraceContaining("append-only");
    }

    @Test
    void moneyLeavesEscrowOnce() {
        UUID payment = payment();
        UUID release = UUID.randomUUID();
        world.execute(
                transaction(release, payment, "release"),
                entry(release, "escrow", "null", -2210),
                entry(release, "platform", "null", 2210));
        for (String kind : new String[] {"release", "refund", "lapse", "hold"}) {
            UUID again = UUID.randomUUID();
            assertThatThrownBy(() -> world.execute(
                            transaction(again, payment, kind),
                            entry(again, "escrow", "null", -2210),
                            entry(again, "platform", "null", 2210)))
                    .as(kind)
                    .hasStackTraceContaining("duplicate key");
        }
    }

    @Test
    void entriesOfNothingAndAccountsOfNobodyAreRefused() {
        UUID id = UUID.randomUUID();
        UUID payment = payment();
        for (String entry : new String[] {
            entry(id, "escrow", "null", 0),
            entry(id, "runner", "null", 5),
            entry(id, "escrow", "'" + UUID.randomUUID() + "'", 5),
            entry(id, "bank", "null", 5),
            entry(UUID.randomUUID(), "escrow", "null", 5)
        }) {
            assertThatThrownBy(() -> world.execute(transaction(id, payment, "release"), entry))
                    .isNotNull();
        }
        assertThatThrownBy(() -> world.execute(transaction(id, UUID.randomUUID(), "hold")))
                .isNotNull();
    }

    @Test
    void aPaymentWhoseStateMakesNoSenseIsRefused() {
        for (String change : new String[] {
            "status = 'released'",
            "status = 'refunded'",
            "status = 'pending'",
            "status = 'lost'",
            "held_at = null",
            "task = 'release', task_due = now()",
            "task = 'refund'",
            "task = 'void', task_due = now()",
            "fee_cents = fee_cents + 1",
            "amount_cents = 0, fee_cents = 0, payout_cents = 0"
        }) {
            assertThatThrownBy(() -> world.execute("update payment set " + change + " where id = '" + payment() + "'"))
                    .as(change)
                    .hasStackTraceContaining("violates check constraint");
        }
    }
}
