package my.kilat.platform.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number of partitions over which the relay distributes the keys of a topic. It is stored in the database, so that all
 * relays of a service use the same number, and is changed only when that cannot put the events of a key out of order.
 *
 * <p>When a topic gets more partitions, most keys move to another one, where the next event of a key could overtake one that
 * is still unread in the old partition. So the relay leaves new partitions empty at first. Then this class stops publishing
 * for a moment, by locking all lanes, and raises the number once no consumer group has any lag. While a group lags behind,
 * the number stays.
 */
final class OutboxPartitions implements TopicKeeper.Chore {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxPartitions.class);

    /** How long publishing may be stopped, for the groups to read the last records. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** With a lag above this a group would not catch up while publishing is stopped, so it is not stopped. */
    private static final long MOST_LAG = 2_000;

    private static final String LOCK_TIMED_OUT = "55P03";

    private static final Sql USED = Sql.of("select partitions from topic_partitions where topic = :topic");

    private static final Sql ADD =
            Sql.of("insert into topic_partitions (topic, partitions) values (:topic, :partitions)"
                    + " on conflict do nothing");

    private static final Sql CHANGE =
            Sql.of("update topic_partitions set partitions = :partitions where topic = :topic");

    private static final Sql WAIT_FOR_LOCKS = Sql.of("set local lock_timeout = '2s'");

    private static final Sql LOCK_ALL_LANES = Sql.of(String.format(
            Locale.ROOT,
            "select pg_advisory_xact_lock(%d, lane) /* bounded: one for each lane */ from generate_series(0, %d) as lane",
            OutboxRelay.LANE_LOCKS,
            Outbox.LANES - 1));

    private final Database database;
    private final Set<Topic> produced;
    private final Map<Topic, TopicView> seenBefore = new HashMap<>();

    OutboxPartitions(Database database, Set<Topic> produced) {
        this.database = database;
        this.produced = produced;
    }

    @Override
    public void run(Admin admin, Topics.Found found) throws ExecutionException, InterruptedException {
        for (Topic topic : produced) {
            TopicView view = found.topics().get(topic);
            if (view == null) {
                continue;
            }
            int used = used(topic, found.before().getOrDefault(topic, view.partitions()));
            if (view.partitions() < used) {
                // The topic was created again with fewer partitions. The old records are gone, so none is overtaken.
                change(topic, view.partitions());
            } else if (view.partitions() > used && view.equals(seenBefore.put(topic, view))) {
                raise(admin, topic, used, view);
            }
        }
    }

    /** The stored number; the first time, how many partitions the topic had before this service added any. */
    private int used(Topic topic, int actual) {
        return database.transact(tx -> {
            Optional<Integer> known = tx.first(
                    USED, arguments -> arguments.text("topic", topic.wireName()), row -> row.number("partitions"));
            if (known.isEmpty()) {
                tx.update(
                        ADD,
                        arguments -> arguments.text("topic", topic.wireName()).number("partitions", actual));
            }
            return known.orElse(actual);
        });
    }

    private void change(Topic topic, int partitions) {
        database.run(tx -> {
            lockAllLanes(tx);
            write(tx, topic, partitions);
        });
    }

    private void raise(Admin admin, Topic topic, int from, TopicView view)
            throws ExecutionException, InterruptedException {
        int to = view.partitions();
        if (lag(admin, topic, from, view) > MOST_LAG) {
            LOG.info(
                    "keys of {} stay in {} of {} partitions until its readers have caught up",
                    topic.wireName(),
                    from,
                    to);
            return;
        }
        if (raisedWhileNothingIsPublished(admin, topic, from, view)) {
            LOG.info("keys of {} are spread over {} partitions now; before it were {}", topic.wireName(), to, from);
        }
    }

    private boolean raisedWhileNothingIsPublished(Admin admin, Topic topic, int from, TopicView view) {
        try {
            return database.transact(tx -> {
                lockAllLanes(tx);
                if (!allRead(admin, topic, from, view)) {
                    return false;
                }
                write(tx, topic, view.partitions());
                return true;
            });
        } catch (RuntimeException e) {
            if (SqlStates.of(e).filter(LOCK_TIMED_OUT::equals).isEmpty()) {
                throw e;
            }
            LOG.debug("the relay is busy with {}; it is tried again", topic.wireName());
            return false;
        }
    }

    /** Stops publishing until the transaction ends. */
    private static void lockAllLanes(Tx tx) {
        tx.update(WAIT_FOR_LOCKS, _ -> {});
        tx.list(LOCK_ALL_LANES, _ -> {}, _ -> Boolean.TRUE);
    }

    private static void write(Tx tx, Topic topic, int partitions) {
        tx.update(CHANGE, arguments -> arguments.text("topic", topic.wireName()).number("partitions", partitions));
    }

    private static boolean allRead(Admin admin, Topic topic, int partitions, TopicView view) {
        long deadline = System.nanoTime() + STANDSTILL.toNanos();
        try {
            while (lag(admin, topic, partitions, view) > 0) {
                if (System.nanoTime() - deadline >= 0) {
                    return false;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            return true;
        } catch (ExecutionException e) {
            LOG.info("it cannot be seen how far the readers of {} are: {}", topic.wireName(), e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The largest lag that a consumer group has on the topic. */
    private static long lag(Admin admin, Topic topic, int partitions, TopicView view)
            throws ExecutionException, InterruptedException {
        Set<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartition(topic.wireName(), number))
                .collect(Collectors.toSet());
        Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
        for (ConsumerGroup<?> group : ConsumerGroup.all()) {
            if (group.topic() == topic) {
                groups.put(group.id(), new ListConsumerGroupOffsetsSpec().topicPartitions(all));
            }
        }
        if (groups.isEmpty()) {
            return 0;
        }
        Map<TopicPartition, Long> first = Offsets.first(admin, all);
        Map<TopicPartition, Long> next = Offsets.next(admin, all);
        return admin.listConsumerGroupOffsets(groups).all().get().values().stream()
                .mapToLong(committed -> all.stream()
                        .mapToLong(partition -> lag(partition, committed.get(partition), view, first, next))
                        .sum())
                .max()
                .orElse(0);
    }

    private static long lag(
            TopicPartition partition,
            @Nullable OffsetAndMetadata committed,
            TopicView view,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> next) {
        long begin = first.getOrDefault(partition, 0L);
        long done = committed == null
                        || OffsetTracker.isOfAnother(committed, view.id().toString())
                ? begin
                : Math.max(begin, committed.offset());
        return Math.max(0, next.getOrDefault(partition, 0L) - done);
    }
}
