package my.kilat.acceptance.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.launcher.demo.DemoCommand;
import my.kilat.local.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * A demo, with runners who decline, keep silent, give rides back and are out of reach and holds that lapse, where paid bookings are open to all and
 * where they are offered first. It ends with everything final and nothing that anybody still waits for.
 */
class DemoFlowTest {
    private static final int BOOKINGS = 16;
    /** With each plan of an owner at least once: two cancel, one card is declined, one hold lapses. */
    private static final String SEED = "8023";

    /** One of each manner. */
    private static final int RUNNERS = 5;

    @ParameterizedTest
    @ValueSource(strings = {"open", "offers"})
    void everythingEndsInBothModesOfDispatch(String mode) {
        try (Kilat kilat = Kilat.with(Map.of(
                "DISPATCH", mode, "OFFERS_FIRST_FOR", "20s", "OFFER_ANSWER_WITHIN", "3s", "OFFER_ROUNDS", "4"))) {
            int code = new CommandLine(new DemoCommand())
                    .execute(
                            "--bookings", "" + BOOKINGS,
                            "--runners", "" + RUNNERS,
                            "--seed", SEED,
                            "--url", "http://127.0.0.1:" + kilat.gatewayPort(),
                            "--payment-url", "http://127.0.0.1:" + kilat.port("payment"));
            assertThat(code)
                    .as("exit code of the demo: all final, all settled, ledger at zero")
                    .isZero();
            Jdbi booking = open(kilat, "booking");
            assertThat(numbers(booking, "select count(*) from booking where status in ('completed', 'cancelled')"))
                    .containsExactly(BOOKINGS);
            assertThat(numbers(booking, """
                            select count(*) from booking
                            where status in ('requested', 'accepted', 'in_progress', 'delivered')""")).as("bookings with a deadline").containsExactly(0);
            Jdbi dispatch = open(kilat, "dispatch");
            await("the end of every search and offer")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(numbers(dispatch, """
                                    select count(*) from ride where due_at is not null
                                    union all select count(*) from offer where state = 'open'
                                    union all select count(*) from ride where stage <> 'ended'""")).containsExactly(0, 0, 0));
            assertThat(numbers(
                            dispatch, "select count(*) from offer where state in ('accepted', 'declined', 'expired')"))
                    .as("offers that were answered or ignored")
                    .allSatisfy(count -> assertThat(count).isPositive());
            assertThat(numbers(
                            open(kilat, "payment"),
                            "select count(*) from payment where status = 'failed' and held_at is not null"))
                    .as("holds that lapsed, and were followed by another payment")
                    .allSatisfy(count -> assertThat(count).isPositive());
            assertThat(numbers(open(kilat, "payment"), """
                            select cast(coalesce(sum(amount_cents), 0) as integer) from ledger_entry
                            union all select count(*) from payment where status in ('pending', 'held') or task is not null"""))
                    .as("the ledger, and payments under way")
                    .containsExactly(0, 0);
        }
    }

    private static Jdbi open(Kilat kilat, String service) {
        TestDatabase it = kilat.database(service);
        return Jdbi.create(it.jdbcUrl(), it.user(), it.password());
    }

    private static List<Integer> numbers(Jdbi database, String sql) {
        return database.withHandle(
                handle -> handle.createQuery(sql).mapTo(Integer.class).list());
    }
}
