package my.kilat.platform.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import my.kilat.contract.event.DomainEvent;
import my.kilat.platform.database.Tx;

/**
 * The outbox table. Events are inserted in the transaction of the change that causes them, so they are published if, and
 * only if, it commits. The {@link OutboxRelay} publishes them to Kafka.
 *
 * <p>The events of one aggregate keep their order if each transaction locks or changes the row of the aggregate
 * <em>before</em> it appends: then the transactions draw their sequence numbers one after the other.
 */
public final class Outbox {
    /** How many lanes there are: parts of the outbox that are published independently. The hash of a key decides its lane. */
    static final int LANES = 8;

    private static final int MOST_IN_A_STATEMENT = 16;

    /** For one event, for two, and so on. */
    private static final List<String> INSERT = IntStream.rangeClosed(1, MOST_IN_A_STATEMENT)
            .mapToObj(events -> "insert into outbox (lane, event_id, topic, event_key, event_type, envelope) values "
                    + String.join(", ", Collections.nCopies(events, "(?, ?, ?, ?, ?, ?)")))
            .toList();

    private final InstantSource clock;
    private final Runnable wakeRelay;

    Outbox(InstantSource clock, Runnable wakeRelay) {
        this.clock = clock;
        this.wakeRelay = wakeRelay;
    }

    /** Inserts events, to be published in this order. */
    public void append(Tx tx, DomainEvent... events) {
        append(tx, List.of(events));
    }

    /** Inserts events, to be published in this order. */
    public void append(Tx tx, List<? extends DomainEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<EnvelopeCodec.Sealed> sealed =
                events.stream().map(event -> EnvelopeCodec.seal(event, now)).toList();
        for (int from = 0; from < sealed.size(); from += MOST_IN_A_STATEMENT) {
            insert(tx, sealed.subList(from, Math.min(sealed.size(), from + MOST_IN_A_STATEMENT)));
        }
        tx.afterCommit(wakeRelay);
    }

    /** Whether at least {@code most} events wait to be published; a producer that can wait may then append nothing. */
    public boolean holds(Tx tx, int most) {
        return tx.sql()
                .createQuery("select count(*) >= :most from (select from outbox limit :most) waiting")
                .bind("most", most)
                .mapTo(Boolean.class)
                .one();
    }

    private static void insert(Tx tx, List<EnvelopeCodec.Sealed> events) {
        tx.withCommit(INSERT.get(events.size() - 1), parameters -> {
            for (EnvelopeCodec.Sealed event : events) {
                parameters
                        .number(laneOf(event.key()))
                        .uuid(event.id())
                        .text(event.topic())
                        .text(event.key())
                        .text(event.type())
                        .bytes(event.envelope());
            }
        });
    }

    static int laneOf(String key) {
        return Math.floorMod(key.hashCode(), LANES);
    }
}
