package my.kilat.platform.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import my.kilat.platform.background.Fault;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.ServerFailure;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.telemetry.Tracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Applies events in one transaction together with their inbox rows. A failure that every event would meet is thrown: a
 * database that is unreachable, a class that is missing, a process that is being stopped. Other failures are returned,
 * including a lock conflict or a timeout that ended this transaction.
 */
final class BatchApplier {
    private final String service;
    private final Database database;
    private final Inbox inbox;
    private final Subscription<?> subscription;
    private final Tracing tracing;
    private final BooleanSupplier isOpen;
    private final Counter applied;
    private final Counter repeated;

    /**
     * @param isOpen false once the consumer is to stop
     */
    BatchApplier(
            String service,
            Subscription<?> subscription,
            Database database,
            Tracing tracing,
            MeterRegistry meters,
            BooleanSupplier isOpen) {
        this.service = service;
        this.database = database;
        this.inbox = new Inbox(subscription.group());
        this.subscription = subscription;
        this.tracing = tracing;
        this.isOpen = isOpen;
        this.applied = Counter.builder("kilat.events.applied")
                .description("Events whose effect was committed")
                .tag("group", subscription.group().id())
                .register(meters);
        this.repeated = Counter.builder("kilat.events.repeated")
                .description("Events that came again and had no effect")
                .tag("group", subscription.group().id())
                .register(meters);
    }

    /** A record and the event that it holds. */
    record Item(ConsumerRecord<String, byte[]> kafkaRecord, EnvelopeCodec.Opened.Event event) {
        /** The key within which order is kept: that of the record, or its partition if it has none. */
        String key() {
            String key = kafkaRecord.key();
            return key == null ? "partition " + kafkaRecord.partition() : key;
        }

        TopicPartition partition() {
            return new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition());
        }
    }

    /**
     * Why events could not be applied.
     *
     * @param thrown by the handler; {@code null} if the handler was not called
     */
    record Failure(Fault fault, @Nullable Throwable thrown) {}

    /** Applies all or none. */
    Optional<Failure> applyTogether(List<Item> items) {
        return items.isEmpty() ? Optional.empty() : attempt(items, _ -> {});
    }

    /** Applies one event, and runs {@code also} in the same transaction. */
    Optional<Failure> applyAlone(Item item, Consumer<Tx> also) {
        return attempt(List.of(item), also);
    }

    private Optional<Failure> attempt(List<Item> items, Consumer<Tx> also) {
        try {
            commit(decode(items), also);
            return Optional.empty();
        } catch (RuntimeException e) {
            if (SqlStates.serverFailure(e)
                    .filter(ServerFailure::concernsEverything)
                    .isPresent()) {
                throw e;
            }
            return Optional.of(failure(e, e));
        } catch (StackOverflowError | OutOfMemoryError | AssertionError e) {
            return Optional.of(failure(e, new IllegalStateException(e)));
        }
    }

    private Failure failure(Throwable thrown, RuntimeException toThrow) {
        Fault fault = Fault.of(thrown);
        if (fault.cause() == Fault.Cause.BROKEN || !isOpen.getAsBoolean()) {
            throw toThrow;
        }
        return new Failure(fault, thrown);
    }

    private List<Subscription.Decoded> decode(List<Item> items) throws UncheckedIOException {
        List<Subscription.Decoded> decoded = new ArrayList<>(items.size());
        for (Item item : items) {
            decoded.add(subscription.decode(item.event));
        }
        return decoded;
    }

    private void commit(List<Subscription.Decoded> decoded, Consumer<Tx> also) {
        List<UUID> ids = decoded.stream()
                .filter(Subscription.Decoded::isRecorded)
                .map(event -> event.delivery().id())
                .toList();
        int fresh = database.transact(tx -> {
            also.accept(tx);
            Set<UUID> unseen = ids.isEmpty() ? Set.of() : inbox.receive(tx, ids);
            List<Subscription.Decoded> toApply = decoded.stream()
                    .filter(event -> !event.isRecorded()
                            || unseen.remove(event.delivery().id()))
                    .toList();
            subscription.apply(tx, toApply, service, tracing);
            return toApply.size();
        });
        applied.increment(fresh);
        repeated.increment(decoded.size() - fresh);
    }

    /** Which of the ids are in the inbox. */
    Set<UUID> known(Collection<UUID> ids) {
        return ids.isEmpty() ? Set.of() : inbox.known(database, ids);
    }
}
