package my.kilat.payment.provider;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import my.kilat.payment.domain.Charge;
import my.kilat.platform.database.Database;

/**
 * The simulated provider's own memory of its charges. It stands for a system of somebody else: each statement is a
 * transaction of its own, never part of one of ours.
 *
 * <p>They are not waited for on the disk. That loses nothing: whatever payments write down about an answer is written
 * later and is waited for, and PostgreSQL keeps the order; a charge can be lost in a crash only together with all that was
 * written because of it.
 */
final class SimulatedCharges {
    private static final String HASTY = "(select set_config('synchronous_commit', 'off', true)) as hasty";

    private static final String PUT = """
            insert into simulated_charge as c (key, id, amount_cents, currency, method, state, ready_at)
            select :key, :id, :amount, :currency, :method, :state, :ready from %s
            on conflict (key) do update set key = excluded.key
            returning c.id, c.state, c.ready_at, c.refusals""".formatted(HASTY);

    private static final String FIND = "select id, state, ready_at, refusals from simulated_charge where key = :key";

    private static final String MOVE = """
            update simulated_charge c set state = :to from %s
            where key = :key and state = any(:from) returning c.id, c.state, c.ready_at, c.refusals""".formatted(HASTY);

    private static final String REFUSE = "update simulated_charge set refusals = refusals + 1 where key = :key";

    private final Database database;

    SimulatedCharges(Database database) {
        this.database = database;
    }

    /** The states of a charge. */
    enum State {
        AUTHORISED,
        DECLINED,
        CAPTURED,
        GIVEN_BACK
    }

    /**
     * A charge.
     *
     * @param id the provider's name for it
     * @param readyAt before this time the provider has not decided yet
     */
    record Row(String id, State state, Instant readyAt, int refusals) {}

    /** Remembers a charge, or returns what is remembered of it. */
    Row put(Charge charge, String id, State state, Instant readyAt) {
        return database.read(handle -> handle.createQuery(PUT)
                .bind("key", UUID.fromString(charge.key()))
                .bind("id", id)
                .bind("amount", charge.amountCents())
                .bind("currency", charge.currency())
                .bind("method", charge.method())
                .bind("state", state.name())
                .bind("ready", readyAt.atOffset(ZoneOffset.UTC))
                .map((row, context) -> row(row))
                .one());
    }

    Optional<Row> find(Charge charge) {
        return database.read(handle -> handle.createQuery(FIND)
                .bind("key", UUID.fromString(charge.key()))
                .map((row, context) -> row(row))
                .findOne());
    }

    /** Moves a charge on, if it is in one of these states. */
    Optional<Row> move(Charge charge, State to, State... from) {
        return database.read(handle -> handle.createQuery(MOVE)
                .bind("key", UUID.fromString(charge.key()))
                .bind("to", to.name())
                .bindArray(
                        "from",
                        String.class,
                        java.util.Arrays.stream(from).map(State::name).toList())
                .map((row, context) -> row(row))
                .findOne());
    }

    /** Counts a refusal. */
    void refuse(Charge charge) {
        database.read(handle -> handle.createUpdate(REFUSE)
                .bind("key", UUID.fromString(charge.key()))
                .execute());
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(
                row.getString(1),
                State.valueOf(row.getString(2)),
                row.getObject(3, java.time.OffsetDateTime.class).toInstant(),
                row.getInt(4));
    }
}
