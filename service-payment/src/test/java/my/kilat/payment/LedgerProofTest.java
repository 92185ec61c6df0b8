package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.payment.ledger.LedgerProof;
import my.kilat.payment.store.LedgerCheck;
import my.kilat.payment.store.LedgerFault;
import my.kilat.payment.store.LedgerFaults;
import my.kilat.payment.store.LedgerProofs;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is new is proven at once, the whole once a day, and nothing is passed over. */
class LedgerProofTest {
    private static final String NO_TRIGGERS = "set local session_replication_role = replica";
    private static final Duration DAY = Duration.ofHours(24);

    private final TestClock clock = new TestClock();
    private World world;
    private Ride old;
    private LedgerProof proof;

    @BeforeEach
    void aLedgerThatTakesSeveralSteps() {
        world = World.start(Map.of("LEDGER_CHECK_EVERY", "1h"));
        old = world.released();
        world.released();
        world.assertSettled();
        proof = instance();
        World.await("a check of the whole in steps", () -> {
            proof.run();
            assertThat(state().full().steps()).isGreaterThan(1);
        });
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** Each step of an instance compares one payment, and each of its runs makes one step of the check of the whole. */
    private LedgerProof instance() {
        return instance(1);
    }

    private LedgerProof instance(int payments) {
        return new LedgerProof(
                world.database(),
                clock,
                new LedgerProof.Pace(Duration.ofSeconds(1), DAY, Duration.ofNanos(1), payments));
    }

    private LedgerProofs.State state() {
        return LedgerProofs.look(world.database());
    }

    private List<LedgerFault> faults() {
        return LedgerFaults.all(world.database());
    }

    private UUID payment(Ride ride) {
        return World.id(world.payment(ride));
    }

    private void tamper(String statement) {
        world.execute(NO_TRIGGERS, statement);
    }

    private static String addToEntries(int cents, UUID payment) {
        return "update ledger_entry set amount_cents = amount_cents + " + cents
                + " where account = 'escrow' and transaction_id = (select id from ledger_transaction"
                + " where kind = 'hold' and payment_id = '" + payment + "')";
    }

    /** A transaction with entries that do not add up. */
    private static String[] offBalance(UUID payment) {
        return offBalance(payment, "advance");
    }

    private static String[] offBalance(UUID payment, String kind) {
        UUID id = UUID.randomUUID();
        return new String[] {
            NO_TRIGGERS,
            "insert into ledger_transaction values ('" + id + "', '" + payment + "', '" + kind + "', now())",
            "insert into ledger_entry values ('" + id + "', 'escrow', null, -5), ('" + id + "', 'platform', null, 4)"
        };
    }

    private void assertOnlyFaultIs(UUID payment) {
        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(LedgerFault.PAYMENT);
            assertThat(fault.id()).isEqualTo(payment);
        });
    }

    private Connection connect() throws Exception {
        Environment it = world.environment();
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s".formatted(it.text("DB_HOST"), it.text("DB_PORT"), it.text("DB_NAME")),
                it.text("DB_USER"),
                it.text("DB_PASSWORD"));
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void whatIsNewAndOutOfOrderIsFoundByTheNextRun() {
        world.execute(offBalance(payment(old)));
        proof.run();
        assertOnlyFaultIs(payment(old));
    }

    @Test
    void severalTransactionsOfOnePaymentDoNotHideThoseOfAnother() {
        List<String> payments = TestSql.texts(world.database(), "select id from payment order by id limit 2");
        UUID first = UUID.fromString(payments.getFirst());
        world.execute(Stream.of(
                        offBalance(first, "advance"),
                        offBalance(first, "repayment"),
                        offBalance(UUID.fromString(payments.getLast())))
                .flatMap(Stream::of)
                .toArray(String[]::new));
        instance(2).run();
        assertThat(faults()).hasSize(2);
    }

    @Test
    void aPaymentThatChangesItsStateWithoutEntriesIsFoundByTheNextRun() {
        Ride ride = world.paid();
        proof.run();
        assertThat(faults()).isEmpty();
        world.execute("update payment set status = 'refunded', refunded_at = now() where id = '" + payment(ride) + "'");
        proof.run();
        assertOnlyFaultIs(payment(ride));
    }

    @Test
    void anOldFaultIsFoundByTheCheckOfTheDayAndForgottenOnceItIsMended() {
        tamper(addToEntries(1, payment(old)));
        proof.run();
        proof.run();
        assertThat(faults()).as("nothing new, and the day is not over").isEmpty();

        clock.advance(DAY);
        World.await("the check of the day", () -> {
            proof.run();
            assertOnlyFaultIs(payment(old));
        });

        tamper(addToEntries(-1, payment(old)));
        proof.run();
        assertThat(faults()).isEmpty();
    }

    @Test
    void aTransactionThatCommitsLateIsNotPassedOver() throws Exception {
        World.await("a proven time", () -> {
            proof.run();
            assertThat(state().until()).isNotNull();
        });
        try (Connection late = connect();
                Statement statement = late.createStatement()) {
            for (String change : offBalance(payment(old))) {
                statement.execute(change);
            }
            Instant begun = clock.instant();
            Ride meanwhile = world.released();
            world.execute(offBalance(payment(meanwhile)));
            for (int i = 0; i < 3; i++) {
                proof.run();
            }
            assertThat(state().until()).as("that one was open by then").isBefore(begun);
            assertThat(faults())
                    .as("what others have committed is compared meanwhile, the first of it")
                    .hasSizeLessThan(2);
            late.commit();
        }
        World.await("both", () -> {
            proof.run();
            assertThat(faults()).hasSize(2);
        });
    }

    @Test
    void whatCannotBeReadInTimeIsAFailureAndIsReadLater() throws Exception {
        world.execute(offBalance(payment(old)));
        LedgerProofs.Change before = state().proven();
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            statement.execute("lock table ledger_entry in access exclusive mode");
            assertThatThrownBy(proof::run).hasStackTraceContaining("statement timeout");
            assertThat(state().proven()).isEqualTo(before);
            assertThat(faults()).isEmpty();
            other.rollback();
        }
        proof.run();
        assertOnlyFaultIs(payment(old));
    }

    @Test
    void allChangesBehindAnOpenTransactionAreCompared() throws Exception {
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            statement.execute("select pg_current_xact_id()");
            for (int i = 0; i < 4; i++) {
                world.released();
            }
            world.assertSettled();
            world.execute(offBalance(payment(old)));
            instance(3).run();
            assertOnlyFaultIs(payment(old));
            other.rollback();
        }
    }

    /** Those that are known already take no room, and those that find none are known to be missing. */
    @Test
    void faultsBeyondThoseThatAreKeptAreKnownToBeMissing() {
        List<LedgerFault> known = unbalanced(LedgerFaults.MOST - 1);
        keep(known);
        List<LedgerFault> all = new ArrayList<>(known);
        all.addAll(unbalanced(1));
        keep(all);
        assertThat(faults()).hasSize(LedgerFaults.MOST);
        assertThat(ids(faults())).containsAll(ids(all));
    }

    private static List<LedgerFault> unbalanced(int number) {
        return Stream.generate(UUID::randomUUID)
                .limit(number)
                .map(id -> new LedgerFault(LedgerFault.PAYMENT, id, "is not in order"))
                .toList();
    }

    private static List<UUID> ids(List<LedgerFault> faults) {
        return faults.stream().map(LedgerFault::id).toList();
    }

    private void keep(List<LedgerFault> found) {
        world.database()
                .run(tx -> LedgerFaults.replaceBetween(
                        tx,
                        LedgerCheck.End.NOTHING,
                        new LedgerCheck.End(LedgerCheck.LAST, LedgerCheck.LAST),
                        found,
                        clock.instant()));
    }

    @Test
    void oneOfSeveralInstancesDoesTheWork() throws Exception {
        world.execute(offBalance(payment(old)));
        LedgerProofs.State before = state();
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            statement.execute("select from ledger_proof for update");
            instance().run();
            assertThat(state()).isEqualTo(before);
            other.rollback();
        }
        instance().run();
        assertOnlyFaultIs(payment(old));
    }

    @Test
    void anInstanceGoesOnWhereAnotherOneHasStopped() {
        clock.advance(DAY);
        proof.run();
        Instant begun = Objects.requireNonNull(state().pass()).beganAt();
        clock.advance(Duration.ofMinutes(1));
        World.await("the end of that check", () -> {
            instance().run();
            assertThat(state().full().beganAt()).isEqualTo(begun);
        });
        assertThat(state().full().steps()).isGreaterThan(1);
        assertThat(LedgerProofs.full(world.database())).isEqualTo(World.ledger(world.database()));
    }

    @Test
    void aDatabaseThatWasRestoredOnAnotherServerIsCheckedAsAWhole() {
        tamper(addToEntries(1, payment(old)));
        world.execute("update ledger_proof set proven_xid = proven_xid + 1000000000");
        World.await("a check of the whole", () -> {
            proof.run();
            assertOnlyFaultIs(payment(old));
        });
        world.execute(offBalance(payment(world.released())));
        World.await("news", () -> {
            proof.run();
            assertThat(faults()).hasSize(2);
        });
    }
}
