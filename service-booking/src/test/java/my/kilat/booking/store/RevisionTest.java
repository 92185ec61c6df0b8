package my.kilat.booking.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.domain.Eligibility;
import my.kilat.booking.domain.Payment;
import my.kilat.booking.domain.Sample;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change is stored only if nothing at all was stored of the booking since it was read, whatever that was. */
class RevisionTest {
    private static Database database;

    private final Bookings bookings = new Bookings(Sample.DEADLINES);
    private UUID id = new UUID(0, 0);

    @BeforeAll
    static void open() {
        database = Database.open(
                DatabaseSettings.from(TestService.environment(true, Map.of()), "booking"),
                "booking",
                new SimpleMeterRegistry());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void request() {
        id = UUID.randomUUID();
        Decision.Changed request =
                Booking.request(id, "BK-" + id.toString().substring(0, 6), Sample.OWNER, Sample.ride(), Sample.NOW);
        boolean added = database.transact(tx -> bookings.add(tx, request));
        assertThat(added).isTrue();
    }

    private Booking read() {
        return bookings.find(database, id).orElseThrow();
    }

    private boolean store(Booking before, Decision outcome) {
        return database.transact(tx -> bookings.move(tx, before, (Decision.Changed) outcome));
    }

    private static Decision cancelled(Booking booking) {
        return booking.cancel(Sample.OWNER, "", Sample.NOW);
    }

    private static Payment held() {
        return Payment.of(Payment.Standing.HELD, new UUID(0, 9), 1, Sample.NOW);
    }

    @Test
    void aStepMovesIt() {
        Booking before = read();
        assertThat(store(
                        before,
                        before.accept(Sample.RUNNER, new Eligibility(false, 0), Sample.WITHOUT_ESCROW, Sample.NOW)))
                .isTrue();
        assertThat(read().version()).isEqualTo(2);
        assertThat(read().revision()).isNotEqualTo(before.revision());
        assertThat(store(before, cancelled(before))).isFalse();
        assertThat(store(read(), cancelled(read()))).isTrue();
        assertThat(read().version()).isEqualTo(3);
    }

    @Test
    void whatIsHeardOfThePaymentMovesItThoughItIsNoStep() {
        Booking before = read();
        Decision.Changed news = (Decision.Changed) before.paymentChanged(held(), Sample.WITHOUT_ESCROW, Sample.NOW);
        database.run(tx -> bookings.saveLocked(tx, List.of(new Bookings.LockedChange(before, news))));
        assertThat(read().version()).isEqualTo(1);
        assertThat(store(before, cancelled(before))).isFalse();
        assertThat(store(read(), cancelled(read()))).isTrue();
    }

    @Test
    void whoeverWritesToTheRowMovesIt() {
        Booking before = read();
        TestSql.execute(database, "update booking set notes = notes where id = '" + id + "'");
        assertThat(store(before, cancelled(before))).isFalse();
    }
}
