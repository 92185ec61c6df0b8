package my.kilat.platform.event;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.background.Part;
import my.kilat.platform.background.Worker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics that a service writes and reads, and checks them every {@code KAFKA_LOOK_EVERY}: topics are deleted,
 * created again and given more partitions while services run. Consumers ask it for the current state of their topic. Its
 * checks also notice that the broker is unreachable when nothing else uses it.
 */
final class TopicKeeper implements AutoCloseable {
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(1);

    private final Brokers brokers;
    private final Part part;
    private final Worker worker;
    private final Chore first;
    private final List<Chore> chores;
    private final Set<Topic> kept = EnumSet.noneOf(Topic.class);
    private final Semaphore wanted = new Semaphore(0);
    private volatile Map<Topic, TopicView> views = Map.of();

    /** Something that is done at the broker after each check of the topics. */
    @FunctionalInterface
    interface Chore {
        void run(Admin admin, Topics.Found found) throws Exception;
    }

    /**
     * @param first done before consumers see the state of a topic that has changed
     * @param chores done afterwards
     */
    TopicKeeper(String service, Brokers brokers, Part part, Chore first, List<Chore> chores) {
        this.brokers = brokers;
        this.part = part;
        this.first = first;
        this.chores = chores;
        this.worker = new Worker(service, part, Thread.ofVirtual().name("topics-" + service), TIME_TO_STOP, this::keep);
    }

    /** Adds topics; only before {@link #start}. */
    void keep(Collection<Topic> topics) {
        kept.addAll(topics);
    }

    void start() {
        if (kept.isEmpty()) {
            part.worked();
        } else {
            worker.start();
        }
    }

    private void keep() throws Exception {
        brokers.requireProtocol();
        try (Admin admin = brokers.admin()) {
            while (worker.isOpen()) {
                part.begins();
                look(admin);
                part.worked();
                var _ = wanted.tryAcquire(brokers.settings().lookEvery().toNanos(), TimeUnit.NANOSECONDS);
                wanted.drainPermits();
            }
        } catch (KafkaException | java.util.concurrent.ExecutionException e) {
            throw new FaultException(brokers.explained(BrokerFault.of(e, brokers.settings())), e);
        }
    }

    private void look(Admin admin) throws Exception {
        Topics.Found found = new Topics(admin, brokers.settings()).ensure(kept);
        first.run(admin, found);
        publish(found.topics());
        part.note(found.complaints().isEmpty() ? null : String.join("; ", found.complaints()));
        for (Chore chore : chores) {
            chore.run(admin, found);
        }
    }

    private synchronized void publish(Map<Topic, TopicView> found) {
        Map<Topic, TopicView> now = new EnumMap<>(found);
        if (!now.equals(views)) {
            views = now;
        }
        notifyAll();
    }

    /** The state of a topic; {@code null} until it is known. The same object until it changes. */
    @Nullable
    TopicView view(Topic topic) {
        return views.get(topic);
    }

    /** Waits until the state of all these topics is known. */
    synchronized void await(Collection<Topic> topics) throws InterruptedException {
        while (!views.keySet().containsAll(topics)) {
            wait();
        }
    }

    /** Starts a check soon: a topic may be missing. */
    void lookSoon() {
        wanted.release();
    }

    @Override
    public void close() {
        wanted.release();
        worker.close();
    }
}
