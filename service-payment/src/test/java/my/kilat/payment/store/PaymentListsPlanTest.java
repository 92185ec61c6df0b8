package my.kilat.payment.store;

import static org.assertj.core.api.Assertions.assertThat;

import my.kilat.contract.identity.Role;
import my.kilat.payment.store.PaymentLists.Visible;
import my.kilat.platform.database.Sql;
import my.kilat.platform.fixture.PlannedDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Among twenty thousand payments, a list reads those of its page, by the plan for any values that its statements ask for. */
class PaymentListsPlanTest {
    private static final String PERSON = "cast(md5('person 7') as uuid)";
    private static final String FIRST = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";

    private static PlannedDatabase database;

    @BeforeAll
    static void fill() {
        database = new PlannedDatabase("payment", false, """
                insert into booking (id, number, owner_id, price_cents, currency, runner_id, confirmed_at)
                select cast(md5('booking ' || n) as uuid), 'BK-' || n, cast(md5('person ' || n % 200) as uuid), 2000, 'MYR',
                    cast(md5('person ' || n % 200) as uuid), now()
                from generate_series(1, 20000) n;
                insert into payment (id, booking_id, attempt, booking_number, owner_id, amount_cents, fee_cents, payout_cents,
                    currency, method, customer_email, checkout_key, created_at, status, provider_id, runner_id, held_at,
                    released_at, version, updated_at)
                select cast(md5('payment ' || n) as uuid), cast(md5('booking ' || n) as uuid), 1, 'BK-' || n,
                    cast(md5('person ' || n % 200) as uuid), 2000, 300, 1700, 'MYR', 'card', '', md5('checkout ' || n), now(),
                    'released', 'pi_mock_' || n, cast(md5('person ' || n % 200) as uuid), now(), now(), 3, now()
                from generate_series(1, 20000) n;
                analyze""");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static String plan(Sql sql, String types, String values) {
        return database.plan(PlannedDatabase.FOR_ANY_VALUES, sql, types, values);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMIN", "OWNER", "RUNNER"})
    void onlyTheRowsOfAPageAreRead(Role role) {
        Visible visible = PaymentLists.VISIBLE.get(role);
        String type = visible.ofCaller() ? "uuid, " : "";
        String caller = visible.ofCaller() ? PERSON + ", " : "";
        assertThat(plan(visible.page(), type + "bigint, bigint", caller + "20, 40"))
                .contains("rows=20 ")
                .doesNotContain("Seq Scan")
                .doesNotContain("Rows Removed");
        assertThat(plan(visible.behind(), type + "uuid, bigint", caller + FIRST + ", 21"))
                .contains("rows=21 ")
                .doesNotContain("Seq Scan")
                .doesNotContain("Rows Removed");
    }
}
