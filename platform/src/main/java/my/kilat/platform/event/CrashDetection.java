package my.kilat.platform.event;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the event that makes the process die, by running it out of memory for instance. Each partition that is read has a
 * row in the database, which is deleted when its reader stops in order. A row that is there when somebody begins to read
 * tells that the reader before died; then as many events as that one can have had in hand are applied one by one, each
 * written down first. One with which the process dies twice is given up.
 *
 * <p>As long as nobody dies this costs one statement when a partition comes and one when it goes. Only the consumer's
 * thread uses it.
 */
final class CrashDetection {
    private static final Logger LOG = LoggerFactory.getLogger(CrashDetection.class);

    /** More than a reader can have in hand of one partition: two polls. */
    static final int CAREFULLY = 1_000;

    /** So often may a process die with the same event in hand, alone. */
    private static final int DEATHS = 2;

    private static final String BEGIN = """
            insert into event_reading (consumer_group, topic, partition, reader)
            select :group, :topic, p, :reader from unnest(:partitions) as p
            on conflict (consumer_group, topic, partition) do nothing returning partition""";

    private static final String TAKE_OVER = """
            update event_reading set reader = :reader, in_hand = null, suspect = coalesce(in_hand, suspect),
                deaths = case when in_hand is null then deaths when in_hand = suspect then deaths + 1 else 1 end
            where consumer_group = :group and topic = :topic and partition = any(:partitions)""";

    private static final String END = """
            delete from event_reading
            where consumer_group = :group and topic = :topic and reader = :reader and partition = any(:partitions)""";

    private static final String MARK = """
            update event_reading set in_hand = ? where consumer_group = ? and topic = ? and partition = ?
            returning case when suspect = in_hand then deaths else 0 end""";

    private static final String CLEAR = """
            update event_reading set in_hand = null where consumer_group = ? and topic = ? and partition = ?""";

    private final ConsumerGroup<?> group;
    private final Database database;
    private final UUID reader = UUID.randomUUID();
    private final Set<TopicPartition> toBegin = new HashSet<>();
    private final Map<TopicPartition, Integer> carefully = new HashMap<>();

    CrashDetection(ConsumerGroup<?> group, Database database) {
        this.group = group;
        this.database = database;
    }

    /** These partitions are ours from now on; it is written down before anything of them is applied. */
    void assigned(Collection<TopicPartition> partitions) {
        toBegin.addAll(partitions);
    }

    /** Writes down what has been assigned; to be called before anything is applied. */
    void begin() {
        if (toBegin.isEmpty()) {
            return;
        }
        Integer[] partitions = numbers(toBegin);
        Set<Integer> fresh = database.transact(tx -> {
            List<Integer> begun = tx.sql()
                    .createQuery(BEGIN)
                    .bind("group", group.id())
                    .bind("topic", group.topic().wireName())
                    .bind("reader", reader)
                    .bind("partitions", partitions)
                    .mapTo(Integer.class)
                    .list();
            if (begun.size() < partitions.length) {
                change(tx, TAKE_OVER, partitions);
            }
            return new HashSet<>(begun);
        });
        for (TopicPartition partition : toBegin) {
            if (!fresh.contains(partition.partition())) {
                carefully.put(partition, CAREFULLY);
            }
        }
        if (!carefully.isEmpty()) {
            LOG.info(
                    "the reader of {} before this one did not stop in order; {} goes on one by one for a while",
                    carefully.keySet(),
                    group.id());
        }
        toBegin.clear();
    }

    /** These partitions are somebody else's now, and nothing of them is in hand. */
    void end(Collection<TopicPartition> partitions) {
        lost(partitions);
        try {
            database.run(tx -> change(tx, END, numbers(partitions)));
        } catch (RuntimeException e) {
            LOG.info(
                    "{} could not sign off; whoever reads next will do so one by one for a while: {}",
                    group.id(),
                    e.toString());
        }
    }

    /** These partitions were taken from us; whose they are now knows by himself. */
    void lost(Collection<TopicPartition> partitions) {
        toBegin.removeAll(partitions);
        carefully.keySet().removeAll(partitions);
    }

    private void change(Tx tx, String sql, Integer[] partitions) {
        tx.sql()
                .createUpdate(sql)
                .bind("group", group.id())
                .bind("topic", group.topic().wireName())
                .bind("reader", reader)
                .bind("partitions", partitions)
                .execute();
    }

    private static Integer[] numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new);
    }

    /** Whether there is any partition whose events are to be applied one by one. */
    boolean isCareful() {
        return !carefully.isEmpty();
    }

    /** Whether the events of this partition are to be applied one by one. */
    boolean isCareful(TopicPartition partition) {
        return !carefully.isEmpty() && carefully.containsKey(partition);
    }

    /**
     * Writes down that an event is about to be applied, if its partition calls for it.
     *
     * @return whether to go on: not when the process has died with this one before, twice
     */
    boolean mark(TopicPartition partition, long offset) {
        if (!isCareful(partition)) {
            return true;
        }
        int deaths = database.transact(tx -> PlainSql.one(
                        tx.sql(),
                        MARK,
                        parameters -> parameters
                                .number(offset)
                                .text(group.id())
                                .text(partition.topic())
                                .number(partition.partition()),
                        row -> row.getInt(1))
                .orElse(0));
        return deaths < DEATHS;
    }

    /** In the transaction in which it is applied: it is not in hand any more. */
    Consumer<Tx> clearing(TopicPartition partition) {
        return isCareful(partition) ? tx -> clear(tx, partition) : _ -> {};
    }

    /** It was not applied, and is not in hand any more. */
    void clear(TopicPartition partition) {
        if (isCareful(partition)) {
            database.run(tx -> clear(tx, partition));
        }
    }

    private void clear(Tx tx, TopicPartition partition) {
        tx.withCommit(
                CLEAR,
                parameters ->
                        parameters.text(group.id()).text(partition.topic()).number(partition.partition()));
    }

    /** One of a partition has been dealt with; after enough of them the partition is like any other. */
    void survived(TopicPartition partition) {
        carefully.computeIfPresent(partition, (_, left) -> left <= 1 ? null : left - 1);
    }
}
