package my.kilat.payment.provider.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.payment.domain.Charge;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;

/**
 * The charges of the simulated provider. It represents an external system: each statement is a transaction of its own, never
 * part of one of ours.
 *
 * <p>Their commits are asynchronous. That loses nothing: everything that payments store about a response is committed later
 * and synchronously, and PostgreSQL keeps the order; a crash can lose a charge only together with everything that was stored
 * because of it.
 */
public final class SimulatedCharges {
    private static final String HASTY = "(select set_config('synchronous_commit', 'off', true)) as hasty";

    private static final Sql PUT = Sql.of("""
            insert into simulated_charge as c (key, id, amount_cents, currency, method, state, ready_at)
            select :key, :id, :amount, :currency, :method, :state, :ready /* bounded: one row */ from %s
            on conflict (key) do update set key = excluded.key
            returning c.id, c.state, c.ready_at, c.refusals""".formatted(HASTY));

    private static final Sql FIND =
            Sql.of("select id, state, ready_at, refusals from simulated_charge where key = :key");

    private static final Sql MOVE = Sql.of("""
            update simulated_charge c set state = :state from %s
            where key = :key and state = any(:from) returning c.id, c.state, c.ready_at, c.refusals""".formatted(HASTY));

    private static final Sql REFUSE =
            Sql.of("update simulated_charge set refusals = refusals + 1 where key = :key returning refusals");

    private final Database database;

    public SimulatedCharges(Database database) {
        this.database = database;
    }

    /** The states of a charge. */
    public enum State {
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
    public record Known(String id, State state, Instant readyAt, int refusals) {}

    /** Inserts a charge, or returns the stored one. */
    public Known put(Charge charge, String id, State state, Instant readyAt) {
        return database.autocommit(
                        PUT,
                        arguments -> arguments
                                .uuid("key", key(charge))
                                .text("id", id)
                                .number("amount", charge.amountCents())
                                .text("currency", charge.currency())
                                .text("method", charge.method())
                                .text("state", state.name())
                                .time("ready", readyAt),
                        SimulatedCharges::known)
                .getFirst();
    }

    public Optional<Known> find(Charge charge) {
        return database.first(FIND, arguments -> arguments.uuid("key", key(charge)), SimulatedCharges::known);
    }

    /** Changes the state of a charge, if it is in one of these states. */
    public Optional<Known> move(Charge charge, State to, State... from) {
        return database
                .autocommit(
                        MOVE,
                        arguments -> arguments
                                .text("state", to.name())
                                .uuid("key", key(charge))
                                .texts("from", List.of(from), State::name),
                        SimulatedCharges::known)
                .stream()
                .findFirst();
    }

    /** Counts a refusal. */
    public void refuse(Charge charge) {
        database.autocommit(REFUSE, arguments -> arguments.uuid("key", key(charge)), row -> row.number("refusals"));
    }

    private static UUID key(Charge charge) {
        return charge.key().indexOf('.') < 0
                ? UUID.fromString(charge.key())
                : UUID.nameUUIDFromBytes(charge.key().getBytes(StandardCharsets.UTF_8));
    }

    private static Known known(Row row) {
        return new Known(
                row.text("id"), State.valueOf(row.text("state")), row.time("ready_at"), row.number("refusals"));
    }
}
