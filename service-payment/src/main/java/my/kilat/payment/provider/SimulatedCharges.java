package my.kilat.payment.provider;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.payment.domain.Charge;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;

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
            select ?, ?, ?, ?, ?, ?, ? /* bounded: one row */ from %s
            on conflict (key) do update set key = excluded.key
            returning c.id, c.state, c.ready_at, c.refusals""".formatted(HASTY);

    private static final String FIND = "select id, state, ready_at, refusals from simulated_charge where key = ?";

    private static final String MOVE = """
            update simulated_charge c set state = ? from %s
            where key = ? and state = any(?) returning c.id, c.state, c.ready_at, c.refusals""".formatted(HASTY);

    private static final String REFUSE = "update simulated_charge set refusals = refusals + 1 where key = ?";

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
        return database.read(handle -> PlainSql.one(
                        handle,
                        PUT,
                        parameters -> parameters
                                .uuid(key(charge))
                                .text(id)
                                .number(charge.amountCents())
                                .text(charge.currency())
                                .text(charge.method())
                                .text(state.name())
                                .time(readyAt),
                        SimulatedCharges::row)
                .orElseThrow());
    }

    Optional<Row> find(Charge charge) {
        return database.read(handle ->
                PlainSql.one(handle, FIND, parameters -> parameters.uuid(key(charge)), SimulatedCharges::row));
    }

    /** Moves a charge on, if it is in one of these states. */
    Optional<Row> move(Charge charge, State to, State... from) {
        return database.read(handle -> PlainSql.one(
                handle,
                MOVE,
                parameters -> parameters.text(to.name()).uuid(key(charge)).texts(List.of(from), State::name),
                SimulatedCharges::row));
    }

    /** Counts a refusal. */
    void refuse(Charge charge) {
        database.read(handle -> PlainSql.update(handle, REFUSE, parameters -> parameters.uuid(key(charge))));
    }

    private static UUID key(Charge charge) {
        return UUID.fromString(charge.key());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                State.valueOf(row.getString(2)),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getInt(4));
    }
}
