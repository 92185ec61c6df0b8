package my.kilat.platform.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.database.SqlStates;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What polls brought and is not dealt with yet. All of it is applied in one transaction; if that fails, one by one, and what
 * fails alone is set aside. Only the consumer's thread uses it.
 */
final class PendingBatch {
    private static final Logger LOG = LoggerFactory.getLogger(PendingBatch.class);

    private final Subscription<?> subscription;
    private final BatchApplier applier;
    private final RetryQueue retryQueue;
    private final PendingDeadLetters pendingDeadLetters;
    private final CrashDetection crashDetection;
    private final OffsetTracker offsets;
    private List<Entry> undone = new ArrayList<>();
    private boolean oneByOne;
    private boolean databaseWasBusy;

    PendingBatch(
            Subscription<?> subscription,
            BatchApplier applier,
            RetryQueue retryQueue,
            PendingDeadLetters pendingDeadLetters,
            CrashDetection crashDetection,
            OffsetTracker offsets) {
        this.subscription = subscription;
        this.applier = applier;
        this.retryQueue = retryQueue;
        this.pendingDeadLetters = pendingDeadLetters;
        this.crashDetection = crashDetection;
        this.offsets = offsets;
    }

    private static final class Entry {
        private final ConsumerRecord<String, byte[]> kafkaRecord;
        private BatchApplier.@Nullable Item item;
        private boolean settled;
        private boolean compared;

        Entry(ConsumerRecord<String, byte[]> kafkaRecord) {
            this.kafkaRecord = kafkaRecord;
        }

        TopicPartition partition() {
            return new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition());
        }
    }

    boolean isEmpty() {
        return undone.isEmpty();
    }

    int size() {
        return undone.size();
    }

    /** Added to what is undone, out of which a rebalance during a later poll takes what is no longer ours. */
    void take(ConsumerRecords<String, byte[]> records) {
        if (!records.isEmpty()) {
            records.forEach(kafkaRecord -> undone.add(new Entry(kafkaRecord)));
        }
    }

    /** These partitions are somebody else's now. */
    void drop(Collection<TopicPartition> partitions) {
        undone.removeIf(entry -> partitions.contains(entry.partition()));
    }

    void clear() {
        undone = new ArrayList<>();
        oneByOne = false;
    }

    /**
     * Deals with what is undone; when that has to be done one by one, for so long at most. A database that is away is thrown,
     * and everything that is not done stays undone.
     */
    void apply(Duration most) {
        if (undone.isEmpty()) {
            return;
        }
        if (!oneByOne && !crashDetection.isCareful()) {
            applyTogether();
        }
        if (!undone.isEmpty()) {
            applyOneByOne(most);
        }
    }

    private void applyTogether() {
        List<BatchApplier.Item> ready = new ArrayList<>(undone.size());
        for (Entry entry : undone) {
            BatchApplier.Item item = open(entry);
            if (item != null) {
                ready.add(item);
            }
        }
        Optional<BatchApplier.Failure> failure = applier.applyTogether(ready);
        if (failure.isEmpty()) {
            undone.forEach(entry -> offsets.finish(entry.kafkaRecord));
            undone = new ArrayList<>();
            return;
        }
        LOG.debug(
                "{} applies {} events one by one after: {}",
                subscription.group(),
                ready.size(),
                failure.get().fault().words());
        oneByOne = true;
    }

    /** The event of an entry, unless nothing is to be done about it any more. */
    private BatchApplier.@Nullable Item open(Entry entry) {
        if (entry.settled) {
            return null;
        }
        if (entry.item == null) {
            switch (EnvelopeCodec.open(entry.kafkaRecord, subscription::reads)) {
                case EnvelopeCodec.Opened.Foreign() -> entry.settled = true;
                case EnvelopeCodec.Opened.Unreadable(String why) -> {
                    pendingDeadLetters.add(entry.kafkaRecord, why, 1);
                    entry.settled = true;
                }
                case EnvelopeCodec.Opened.Event event -> entry.item = new BatchApplier.Item(entry.kafkaRecord, event);
            }
        }
        BatchApplier.Item item = entry.item;
        if (item != null && retryQueue.joinsItsKey(item)) {
            entry.settled = true;
            return null;
        }
        return item;
    }

    private void applyOneByOne(Duration most) {
        long began = System.nanoTime();
        passOverKnown();
        databaseWasBusy = false;
        int done = 0;
        try {
            while (done < undone.size() && System.nanoTime() - began < most.toNanos()) {
                Entry entry = undone.get(done);
                if (!entry.settled) {
                    applyAlone(entry);
                    entry.settled = true;
                }
                offsets.finish(entry.kafkaRecord);
                done++;
            }
        } finally {
            undone = new ArrayList<>(undone.subList(done, undone.size()));
        }
        oneByOne = oneByOne && !undone.isEmpty();
    }

    private void applyAlone(Entry entry) {
        TopicPartition partition = entry.partition();
        if (!crashDetection.mark(partition, entry.kafkaRecord.offset())) {
            retryQueue.giveUpAfterDeaths(entry.kafkaRecord);
        } else {
            BatchApplier.Item item = open(entry);
            if (item != null) {
                retryQueue.alone(item).ifPresent(failure -> retryQueue.begin(item, notOfAll(failure)));
            } else {
                crashDetection.clear(partition);
            }
        }
        crashDetection.survived(partition);
    }

    /**
     * Two events in one turn that a busy database ended: that is the database and not the events. All that is left waits,
     * rather than take up to the time limit of a statement for each, during which nobody polls.
     */
    private BatchApplier.Failure notOfAll(BatchApplier.Failure failure) {
        Throwable thrown = failure.thrown();
        boolean isBusy = thrown != null && SqlStates.isAway(thrown);
        if (thrown != null && isBusy && databaseWasBusy) {
            throw new FaultException(failure.fault(), thrown);
        }
        databaseWasBusy |= isBusy;
        return failure;
    }

    /** After a death much comes again that was applied; that need not be gone through with care. */
    private void passOverKnown() {
        Map<Entry, UUID> announced = undone.stream()
                .filter(entry -> !entry.settled && !entry.compared && crashDetection.isCareful(entry.partition()))
                .filter(entry -> EnvelopeCodec.announcedId(entry.kafkaRecord).isPresent())
                .collect(Collectors.toMap(
                        entry -> entry,
                        entry -> EnvelopeCodec.announcedId(entry.kafkaRecord).orElseThrow()));
        if (announced.isEmpty()) {
            return;
        }
        Set<UUID> known = applier.known(announced.values());
        announced.forEach((entry, id) -> {
            entry.compared = true;
            entry.settled = known.contains(id);
        });
    }
}
