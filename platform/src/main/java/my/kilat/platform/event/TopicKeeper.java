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
 * Looks after the topics that a service writes and reads: makes them at the start, and holds them against what is needed
 * now and then, since topics are deleted, made anew and given more partitions while services run. Readers ask it how their
 * topic is. It is also the one that notices a broker which nobody else happens to need at the moment.
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

    /** Something that is done at the broker as often as the topics are looked at. */
    @FunctionalInterface
    interface Chore {
        /** Does it. */
        void run(Admin admin, Topics.Found found) throws Exception;
    }

    /**
     * @param first done before anybody is told of a change
     * @param chores done after that
     */
    TopicKeeper(String service, Brokers brokers, Part part, Chore first, List<Chore> chores) {
        this.brokers = brokers;
        this.part = part;
        this.first = first;
        this.chores = chores;
        this.worker = new Worker(service, part, Thread.ofVirtual().name("topics-" + service), TIME_TO_STOP, this::keep);
    }

    /** Has these topics looked after as well; only before {@link #start}. */
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
        brokers.requireUnderstanding();
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

    /** How a topic is; {@code null} as long as that is not known. The same object until it changes. */
    @Nullable
    TopicView view(Topic topic) {
        return views.get(topic);
    }

    /** Waits until it is known how these topics are. */
    synchronized void await(Collection<Topic> topics) throws InterruptedException {
        while (!views.keySet().containsAll(topics)) {
            wait();
        }
    }

    /** Has the topics looked at soon: somebody found one missing. */
    void lookSoon() {
        wanted.release();
    }

    @Override
    public void close() {
        wanted.release();
        worker.close();
    }
}
