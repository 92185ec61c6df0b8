package my.kilat.platform.event;

import java.time.InstantSource;
import java.util.List;
import my.kilat.contract.event.DomainEvent;
import my.kilat.platform.database.Tx;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Events that are published if, and only if, the transaction that caused them commits. They are written beside the change
 * and carried to Kafka by the {@link OutboxRelay}.
 *
 * <p>The events of one aggregate keep their order, provided that each transaction locks or changes the aggregate's row
 * <em>before</em> it appends: then the sequence numbers are drawn one transaction after the other.
 */
public final class Outbox {
    /** As many as there are rows in {@code outbox_lane}. */
    static final int LANES = 8;

    private static final String INSERT = """
            insert into outbox (lane, event_id, topic, event_key, event_type, envelope)
            values (:lane, :id, :topic, :key, :type, :envelope)""";

    private final InstantSource clock;
    private final Runnable wakeRelay;

    Outbox(InstantSource clock, Runnable wakeRelay) {
        this.clock = clock;
        this.wakeRelay = wakeRelay;
    }

    /** Adds events to a transaction, to be published in this order. */
    public void append(Tx tx, DomainEvent... events) {
        append(tx, List.of(events));
    }

    /** Adds events to a transaction, to be published in this order. */
    public void append(Tx tx, List<? extends DomainEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        PreparedBatch batch = tx.sql().prepareBatch(INSERT);
        for (DomainEvent event : events) {
            EnvelopeCodec.Sealed sealed = EnvelopeCodec.seal(event, clock.instant());
            batch.bind("lane", laneOf(sealed.key()))
                    .bind("id", sealed.id())
                    .bind("topic", sealed.topic())
                    .bind("key", sealed.key())
                    .bind("type", sealed.type())
                    .bind("envelope", sealed.envelope())
                    .add();
        }
        batch.execute();
        tx.afterCommit(wakeRelay);
    }

    static int laneOf(String key) {
        return Math.floorMod(key.hashCode(), LANES);
    }
}
