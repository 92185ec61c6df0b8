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
 * Records that were polled and are not finished. They are applied together in one transaction. If that fails they are
 * applied one by one, and each that fails alone goes to the {@link RetryQueue}. Only the consumer's thread uses it.
 */
final class PendingBatch {
    private static final Logger LOG = LoggerFactory.getLogger(PendingBatch.class);

    private final Subscription<?> subscription;
    private final BatchApplier applier;
    private final RetryQueue retryQueue;
    private final PendingDeadLetters pendingDeadLetters;
    private final CrashDetection crashDetection;
    private final OffsetTracker offsets;
    private List<Entry> entries = new ArrayList<>();
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
        private boolean isFinished;
        private boolean isInboxChecked;

        Entry(ConsumerRecord<String, byte[]> kafkaRecord) {
            this.kafkaRecord = kafkaRecord;
        }

        TopicPartition partition() {
            return new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition());
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** Adds what a poll brought to what is left from before. */
    void add(ConsumerRecords<String, byte[]> records) {
        records.forEach(kafkaRecord -> entries.add(new Entry(kafkaRecord)));
    }

    /** Forgets the records of partitions that another consumer reads from now on. */
    void drop(Collection<TopicPartition> partitions) {
        entries.removeIf(entry -> partitions.contains(entry.partition()));
    }

    void clear() {
        entries = new ArrayList<>();
        oneByOne = false;
    }

    /**
     * Applies the records; one by one, where that is necessary, for this long at most. Throws when the database is away; the
     * records that are not finished then remain.
     */
    void apply(Duration most) {
        if (entries.isEmpty()) {
            return;
        }
        if (!oneByOne && !crashDetection.isRecovering()) {
            applyTogether();
        }
        if (!entries.isEmpty()) {
            applyOneByOne(most);
        }
    }

    private void applyTogether() {
        List<BatchApplier.Item> ready = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            BatchApplier.Item item = open(entry);
            if (item != null) {
                ready.add(item);
            }
        }
        Optional<BatchApplier.Failure> failure = applier.applyTogether(ready);
        if (failure.isEmpty()) {
            entries.forEach(entry -> offsets.finish(entry.kafkaRecord));
            entries = new ArrayList<>();
            return;
        }
        LOG.debug(
                "{} applies {} events one by one after: {}",
                subscription.group(),
                ready.size(),
                failure.get().fault().words());
        oneByOne = true;
    }

    /** The event of an entry; null when it is finished, or waits in the retry queue behind an earlier one of its key. */
    private BatchApplier.@Nullable Item open(Entry entry) {
        if (entry.isFinished) {
            return null;
        }
        if (entry.item == null) {
            switch (EnvelopeCodec.open(entry.kafkaRecord, subscription::reads)) {
                case EnvelopeCodec.Opened.Skipped() -> entry.isFinished = true;
                case EnvelopeCodec.Opened.Unreadable(String why) -> {
                    pendingDeadLetters.add(entry.kafkaRecord, why, 1);
                    entry.isFinished = true;
                }
                case EnvelopeCodec.Opened.Event event -> entry.item = new BatchApplier.Item(entry.kafkaRecord, event);
            }
        }
        BatchApplier.Item item = entry.item;
        if (item != null && retryQueue.addIfBlocked(item)) {
            entry.isFinished = true;
            return null;
        }
        return item;
    }

    private void applyOneByOne(Duration most) {
        long began = System.nanoTime();
        skipApplied();
        databaseWasBusy = false;
        int done = 0;
        try {
            while (done < entries.size() && System.nanoTime() - began < most.toNanos()) {
                Entry entry = entries.get(done);
                if (!entry.isFinished) {
                    applyAlone(entry);
                    entry.isFinished = true;
                }
                offsets.finish(entry.kafkaRecord);
                done++;
            }
        } finally {
            entries = new ArrayList<>(entries.subList(done, entries.size()));
        }
        oneByOne = oneByOne && !entries.isEmpty();
    }

    private void applyAlone(Entry entry) {
        TopicPartition partition = entry.partition();
        if (!crashDetection.mark(partition, entry.kafkaRecord.offset())) {
            retryQueue.giveUpAfterCrashes(entry.kafkaRecord);
        } else {
            BatchApplier.Item item = open(entry);
            if (item != null) {
                retryQueue.applyAlone(item).ifPresent(failure -> retryQueue.add(item, requireDatabase(failure)));
            } else {
                crashDetection.clear(partition);
            }
        }
        crashDetection.finished(partition);
    }

    /**
     * Throws when a busy database has ended a second event in one turn: then the database is the cause and not the events.
     * Otherwise each of the remaining ones could take up to the time limit of a statement, without a poll in between.
     */
    private BatchApplier.Failure requireDatabase(BatchApplier.Failure failure) {
        Throwable thrown = failure.thrown();
        boolean isBusy = thrown != null && SqlStates.isAway(thrown);
        if (thrown != null && isBusy && databaseWasBusy) {
            throw new FaultException(failure.fault(), thrown);
        }
        databaseWasBusy |= isBusy;
        return failure;
    }

    /** After a crash many records are read again; those that the inbox knows need not be applied one by one. */
    private void skipApplied() {
        Map<Entry, UUID> ids = entries.stream()
                .filter(entry ->
                        !entry.isFinished && !entry.isInboxChecked && crashDetection.isRecovering(entry.partition()))
                .filter(entry -> EnvelopeCodec.announcedId(entry.kafkaRecord).isPresent())
                .collect(Collectors.toMap(
                        entry -> entry,
                        entry -> EnvelopeCodec.announcedId(entry.kafkaRecord).orElseThrow()));
        if (ids.isEmpty()) {
            return;
        }
        Set<UUID> known = applier.known(ids.values());
        ids.forEach((entry, id) -> {
            entry.isInboxChecked = true;
            entry.isFinished = known.contains(id);
        });
    }
}
