package my.kilat.platform.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import my.kilat.contract.event.DomainEvent;
import my.kilat.platform.database.Sql;
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

    /** The names of the parameters of one event of several. */
    private record Names(String lane, String id, String topic, String key, String type, String envelope) {
        static Names of(int event) {
            return new Names(
                    "lane" + event, "id" + event, "topic" + event, "key" + event, "type" + event, "envelope" + event);
        }

        String values() {
            return Stream.of(lane, id, topic, key, type, envelope)
                    .map(name -> ":" + name)
                    .collect(Collectors.joining(", ", "(", ")"));
        }
    }

    private static final List<Names> NAMES =
            IntStream.range(0, MOST_IN_A_STATEMENT).mapToObj(Names::of).toList();

    /** By the number of events, from one upwards. */
    private static final List<Sql> INSERT = IntStream.rangeClosed(1, MOST_IN_A_STATEMENT)
            .mapToObj(events ->
                    Sql.of("insert into outbox (lane, event_id, topic, event_key, event_type, envelope) values "
                            + NAMES.subList(0, events).stream()
                                    .map(Names::values)
                                    .collect(Collectors.joining(", "))))
            .toList();

    private static final Sql HOLDS =
            Sql.of("select count(*) >= :most as holds from (select from outbox limit :most) waiting");

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
        return tx.first(HOLDS, arguments -> arguments.number("most", most), row -> row.flag("holds"))
                .orElseThrow();
    }

    private static void insert(Tx tx, List<EnvelopeCodec.Sealed> events) {
        tx.withCommit(INSERT.get(events.size() - 1), arguments -> {
            for (int i = 0; i < events.size(); i++) {
                EnvelopeCodec.Sealed event = events.get(i);
                Names names = NAMES.get(i);
                arguments
                        .number(names.lane, laneOf(event.key()))
                        .uuid(names.id, event.id())
                        .text(names.topic, event.topic())
                        .text(names.key, event.key())
                        .text(names.type, event.type())
                        .bytes(names.envelope, event.envelope());
            }
        });
    }

    static int laneOf(String key) {
        return Math.floorMod(key.hashCode(), LANES);
    }
}
