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
 * Finds an event that makes the process crash, for instance by running it out of memory. Each partition that is being read
 * has a row in {@code event_reading}, which its consumer deletes when it stops in order. When a consumer is assigned a
 * partition that has a row already, the one before it crashed. It then applies events one by one, and stores the offset of
 * each before it does, until it is past all that the crashed consumer can have had in memory. An event during which the
 * process has crashed twice is given up.
 *
 * <p>Without crashes this costs one statement when a partition is assigned and one when it is revoked. Only the consumer's
 * thread uses it.
 */
final class CrashDetection {
    private static final Logger LOG = LoggerFactory.getLogger(CrashDetection.class);

    /** More records than a consumer can have in memory of one partition: two polls. */
    static final int RECOVERY_RECORDS = 1_000;

    /** How often the process may crash while it applies the same event alone. */
    private static final int MOST_CRASHES = 2;

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
    private final Set<TopicPartition> toRecord = new HashSet<>();
    private final Map<TopicPartition, Integer> recovering = new HashMap<>();

    CrashDetection(ConsumerGroup<?> group, Database database) {
        this.group = group;
        this.database = database;
    }

    /** This consumer reads these partitions from now on; {@link #recordAssigned} stores that. */
    void assigned(Collection<TopicPartition> partitions) {
        toRecord.addAll(partitions);
    }

    /** Stores which partitions have been assigned; called before anything of them is applied. */
    void recordAssigned() {
        if (toRecord.isEmpty()) {
            return;
        }
        Integer[] partitions = numbers(toRecord);
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
        for (TopicPartition partition : toRecord) {
            if (!fresh.contains(partition.partition())) {
                recovering.put(partition, RECOVERY_RECORDS);
            }
        }
        if (!recovering.isEmpty()) {
            LOG.info(
                    "the reader of {} before this one did not stop in order; {} goes on one by one for a while",
                    recovering.keySet(),
                    group.id());
        }
        toRecord.clear();
    }

    /** This consumer stops reading these partitions in order: nothing of them is being applied. */
    void release(Collection<TopicPartition> partitions) {
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

    /** Another consumer has been assigned these partitions already, and has taken over their rows. */
    void lost(Collection<TopicPartition> partitions) {
        toRecord.removeAll(partitions);
        recovering.keySet().removeAll(partitions);
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

    /** Whether the events of any partition have to be applied one by one. */
    boolean isRecovering() {
        return !recovering.isEmpty();
    }

    /** Whether the events of this partition have to be applied one by one. */
    boolean isRecovering(TopicPartition partition) {
        return !recovering.isEmpty() && recovering.containsKey(partition);
    }

    /**
     * Stores that an event is about to be applied, if its partition is recovering.
     *
     * @return false if the process has crashed twice while it applied this event, which is then not to be applied
     */
    boolean mark(TopicPartition partition, long offset) {
        if (!isRecovering(partition)) {
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
        return deaths < MOST_CRASHES;
    }

    /** Removes the mark in the transaction that applies the event. */
    Consumer<Tx> clearing(TopicPartition partition) {
        return isRecovering(partition) ? tx -> clear(tx, partition) : _ -> {};
    }

    /** Removes the mark of an event that was not applied. */
    void clear(TopicPartition partition) {
        if (isRecovering(partition)) {
            database.run(tx -> clear(tx, partition));
        }
    }

    private void clear(Tx tx, TopicPartition partition) {
        tx.withCommit(
                CLEAR,
                parameters ->
                        parameters.text(group.id()).text(partition.topic()).number(partition.partition()));
    }

    /** Counts a record of a recovering partition that is finished; after enough of them the partition has recovered. */
    void finished(TopicPartition partition) {
        recovering.computeIfPresent(partition, (_, left) -> left <= 1 ? null : left - 1);
    }
}
