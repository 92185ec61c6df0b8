package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Sql PLANS = Sql.of("select current_setting('plan_cache_mode') as mode");

    private final Inbox inbox = new Inbox(ConsumerGroup.PAYMENT_BOOKINGS);
    private Database database;

    @BeforeEach
    void open() {
        database = TestService.database();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEventIsReceivedOnce() {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        database.run(tx -> assertThat(inbox.receive(tx, List.of(first))).containsExactly(first));
        database.run(tx -> assertThat(inbox.receive(tx, List.of(first, second))).containsExactly(second));
        assertThat(inbox.known(database, List.of(first, second, UUID.randomUUID())))
                .containsExactlyInAnyOrder(first, second);
    }

    @Test
    void whatHandlersDoIsPlannedForAnyValuesUntilTheTransactionEnds() {
        database.run(tx -> {
            inbox.receive(tx, List.of(UUID.randomUUID()));
            assertThat(mode(tx)).isEqualTo("force_generic_plan");
        });
        database.run(tx -> assertThat(mode(tx)).isEqualTo("auto"));
    }

    private static String mode(Queries queries) {
        return queries.first(PLANS, _ -> {}, row -> row.text("mode")).orElseThrow();
    }
}
