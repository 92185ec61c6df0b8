package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import my.kilat.payment.domain.Account;
import my.kilat.payment.store.LedgerReport;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody gets past what the database refuses, and changes the books: it does not go unnoticed. */
class LedgerAlarmTest {
    private static final String NO_TRIGGERS = "set local session_replication_role = replica";

    private static World world;

    @BeforeAll
    static void start() {
        world = World.start(Map.of("LEDGER_CHECK_EVERY", "100ms"));
        world.paid();
        world.released();
        world.execute(
                "create table kept_payment as table payment",
                "create table kept_transaction as table ledger_transaction",
                "create table kept_entry as table ledger_entry");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static ApiClient anyone() {
        return world.service().client();
    }

    private static void tamper(String... statements) {
        String[] all = new String[statements.length + 1];
        all[0] = NO_TRIGGERS;
        System.arraycopy(statements, 0, all, 1, statements.length);
        world.execute(all);
    }

    @AfterEach
    void theAlarmIsTakenBackOnceTheBooksAreInOrderAgain() {
        tamper(
                "delete from ledger_entry",
                "delete from ledger_transaction",
                "delete from payment",
                "insert into payment table kept_payment",
                "insert into ledger_transaction table kept_transaction",
                "insert into ledger_entry table kept_entry");
        world.awaitEndOfAlarm("ledger");
    }

    @Test
    void soundBooksRaiseNoAlarmAndAreShownAsMetrics() {
        world.awaitEndOfAlarm("ledger");
        LedgerReport report = world.ledger();
        assertThat(report.faults()).isEmpty();
        assertThat(report.balance(Account.Kind.ESCROW)).isEqualTo(2210);
        assertThat(report.balance(Account.Kind.OWNER)).isEqualTo(-4420);
        assertThat(report.balance(Account.Kind.RUNNER)).isEqualTo(1879);
        assertThat(report.balance(Account.Kind.PLATFORM)).isEqualTo(331);
        World.await(
                "metrics",
                () -> assertThat(anyone().get("/metrics").text())
                        .contains("kilat_ledger_cents{account=\"escrow\"} 2210.0")
                        .contains("kilat_ledger_cents{account=\"owner\"} -4420.0")
                        .contains("kilat_ledger_cents{account=\"runner\"} 1879.0")
                        .contains("kilat_ledger_cents{account=\"platform\"} 331.0")
                        .contains("kilat_ledger_sum_cents 0.0")
                        .contains("kilat_ledger_faults 0.0")
                        .contains("kilat_payments{status=\"held\"} 1.0")
                        .contains("kilat_payments_cents{status=\"released\"} 2210.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into ledger_entry select id, 'platform', null, 5 from ledger_transaction where kind = 'hold'",
                "update ledger_entry set amount_cents = amount_cents + 1 where account = 'escrow'",
                "update ledger_entry set amount_cents = amount_cents * 2",
                "update ledger_entry set party = gen_random_uuid() where account = 'owner'",
                "update ledger_entry set party = gen_random_uuid() where account = 'runner'",
                "delete from ledger_entry",
                "delete from ledger_entry where account = 'platform'",
                "insert into ledger_entry values (gen_random_uuid(), 'platform', null, 5)",
                "with gone as (delete from ledger_entry) delete from ledger_transaction",
                "delete from ledger_transaction",
                "update ledger_transaction set payment_id = gen_random_uuid()",
                "update payment set status = 'released', released_at = now(), runner_id = gen_random_uuid()",
                "update payment set status = 'refunded', refunded_at = now()",
                "update payment set status = 'failed'",
                "update payment set runner_id = gen_random_uuid()"
            })
    void tamperedBooksRaiseAnAlarm(String tampering) {
        tamper(tampering);
        world.awaitAlarm("ledger");
        var health = anyone().get("/health").expect(200).json();
        assertThat(health.path("status").asText()).isEqualTo("healthy");
        assertThat(health.at("/alarms/ledger").asText()).isNotBlank();
        var readiness = anyone().get("/readiness").expect(200).json();
        assertThat(readiness.path("status").asText())
                .as("no other instance has other books, so taking this one away would help nobody")
                .isEqualTo("ready");
        assertThat(readiness.at("/alarms/ledger").asText()).isNotBlank();
        assertThat(anyone().get("/metrics").text())
                .contains("kilat_alarm{name=\"ledger\",service=\"payment\"} 1.0")
                .doesNotContain("kilat_ledger_faults 0.0");
    }
}
