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
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
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

    private static final Sql BEGIN = Sql.of("""
            insert into event_reading (consumer_group, topic, partition, reader)
            select :group, :topic, p, :reader from unnest(:partitions) as p
            on conflict (consumer_group, topic, partition) do nothing returning partition""");

    private static final Sql TAKE_OVER = Sql.of("""
            update event_reading set reader = :reader, in_hand = null, suspect = coalesce(in_hand, suspect),
                deaths = case when in_hand is null then deaths when in_hand = suspect then deaths + 1 else 1 end
            where consumer_group = :group and topic = :topic and partition = any(:partitions)""");

    private static final Sql END = Sql.of("""
            delete from event_reading
            where consumer_group = :group and topic = :topic and reader = :reader and partition = any(:partitions)""");

    private static final Sql MARK = Sql.of("""
            update event_reading set in_hand = :offset
            where consumer_group = :group and topic = :topic and partition = :partition
            returning case when suspect = in_hand then deaths else 0 end as deaths""");

    private static final Sql CLEAR = Sql.of("""
            update event_reading set in_hand = null
            where consumer_group = :group and topic = :topic and partition = :partition""");

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
        Set<Integer> fresh = database.transact(tx -> {
            List<Integer> begun =
                    tx.list(BEGIN, arguments -> bind(arguments, toRecord), row -> row.number("partition"));
            if (begun.size() < toRecord.size()) {
                tx.update(TAKE_OVER, arguments -> bind(arguments, toRecord));
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
            database.run(tx -> tx.update(END, arguments -> bind(arguments, partitions)));
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

    private void bind(Arguments arguments, Collection<TopicPartition> partitions) {
        arguments
                .text("group", group.id())
                .text("topic", group.topic().wireName())
                .uuid("reader", reader)
                .integers("partitions", partitions, TopicPartition::partition);
    }

    private Arguments bind(Arguments arguments, TopicPartition partition) {
        return arguments
                .text("group", group.id())
                .text("topic", partition.topic())
                .number("partition", partition.partition());
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
        int deaths = database.transact(tx -> tx.first(
                        MARK,
                        arguments -> bind(arguments, partition).number("offset", offset),
                        row -> row.number("deaths"))
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
        tx.withCommit(CLEAR, arguments -> bind(arguments, partition));
    }

    /** Counts a record of a recovering partition that is finished; after enough of them the partition has recovered. */
    void finished(TopicPartition partition) {
        recovering.computeIfPresent(partition, (_, left) -> left <= 1 ? null : left - 1);
    }
}
