package my.kilat.notification.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import my.kilat.notification.domain.ClaimedDelivery;
import my.kilat.notification.domain.DeliveryQueue;
import my.kilat.notification.domain.DeliveryResult;
import my.kilat.notification.domain.Device;
import my.kilat.notification.domain.Message;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.notification.store.Devices;
import my.kilat.platform.background.Part;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.security.Revocations;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes the queue of one lane: claims what is due, passes it to the provider, stores the results. It runs when it is
 * woken; a slow provider delays its own lane only.
 */
final class DeliveryWorker {
    /** Wake-ups come in groups: with a pause before each run, a few large batches replace many small ones. */
    private static final long BATCH_WINDOW_NANOS = Duration.ofMillis(25).toNanos();

    private static final Duration FOR_NEWER_VERSION = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

    private final Lane lane;
    private final DeliveryChannel channel;
    private final DeliveryQueue queue;
    private final Devices devices;
    private final Revocations revocations;
    private final RetryPolicy policy;
    private final InstantSource clock;
    private final Executor threads;
    private final Part part;
    private final DeliveryCounters counters;
    private final AtomicInteger wakeups = new AtomicInteger();
    private final ReentrantLock working = new ReentrantLock();
    private final ProviderBackoff backoff;
    private final Handover handover;
    private volatile boolean running = true;

    DeliveryWorker(
            Lane lane, Devices devices, Revocations revocations, DeliveryWorkers.Execution execution, Part part) {
        this.lane = lane;
        this.channel = lane.channel();
        this.queue = lane.queue();
        this.devices = devices;
        this.revocations = revocations;
        this.policy = lane.policy();
        this.clock = execution.clock();
        this.threads = execution.threads();
        MeterRegistry meters = execution.meters();
        this.part = part;
        this.backoff = new ProviderBackoff(lane.name(), policy);
        this.handover = new Handover(channel);
        Gauge.builder("kilat.notifications.provider.away", backoff, now -> now.isOn() ? 1 : 0)
                .description("1 while the provider of a channel cannot be reached")
                .tag("channel", lane.name())
                .register(meters);
        this.counters = new DeliveryCounters(lane.name(), meters);
    }

    /** Makes the worker process the queue, now or right after the run in progress. */
    void wake() {
        if (running && wakeups.getAndIncrement() == 0) {
            threads.execute(LogContext.of("notification", this::work));
        }
    }

    private void work() {
        int seen;
        do {
            seen = wakeups.get();
            LockSupport.parkNanos(BATCH_WINDOW_NANOS);
            drain();
        } while (!wakeups.compareAndSet(seen, 0));
    }

    /** Catches everything, so that the next wake-up can start a run. */
    private void drain() {
        working.lock();
        try {
            part.begins();
            while (running && deliverSome()) {
                LOG.trace("{} has more to deliver, perhaps", lane.name());
            }
            part.worked();
        } catch (Throwable thrown) {
            part.failed(thrown);
        } finally {
            working.unlock();
        }
    }

    /** Processes one batch; returns whether there may be more. */
    private boolean deliverSome() {
        Instant now = clock.instant();
        if (backoff.lasts(now)) {
            return false;
        }
        int most = backoff.isOn() ? 1 : lane.batch();
        List<ClaimedDelivery> claimed = queue.claim(most, now, lane.lease());
        if (claimed.isEmpty()) {
            return false;
        }
        List<DeliveryResult> results = new ArrayList<>(claimed.size());
        List<Attempt> attempts = new ArrayList<>(claimed.size());
        for (ClaimedDelivery delivery : claimed) {
            ClaimedDelivery usable = delivery.with(device -> isStillToGetIt(delivery, device));
            skipped(usable, now).ifPresentOrElse(results::add, () -> attempts.add(Attempt.at(usable, channel)));
        }
        List<Long> gone = attempts.isEmpty() ? List.of() : attempt(attempts, results);
        List<DeliveryResult> noted = note(results);
        devices.forget(gone);
        noted.forEach(this::count);
        return claimed.size() == most && !backoff.lasts(clock.instant());
    }

    /**
     * Stores the results and returns those that were stored. If one is refused, the messages of the others are not sent again
     * because of it; its own is, when the lease is over, and at most as often as one that fails. If none can be stored the batch
     * fails, so that no further one is sent without a record.
     */
    private List<DeliveryResult> note(List<DeliveryResult> results) {
        Instant now = clock.instant();
        try {
            queue.note(results, now);
            return results;
        } catch (RuntimeException e) {
            if (SqlStates.concernsEverything(e)) {
                throw e;
            }
            LOG.warn("{} results by {} cannot be stored together: {}", results.size(), lane.name(), e.toString());
            List<DeliveryResult> noted =
                    results.stream().filter(result -> isNoted(result, now)).toList();
            if (noted.isEmpty()) {
                throw e;
            }
            return noted;
        }
    }

    private boolean isNoted(DeliveryResult result, Instant now) {
        try {
            queue.note(List.of(result), now);
            return true;
        } catch (RuntimeException e) {
            if (SqlStates.concernsEverything(e)) {
                throw e;
            }
            LOG.error("the result of notification {} by {} cannot be stored", result.notificationId(), lane.name(), e);
            return false;
        }
    }

    private boolean isStillToGetIt(ClaimedDelivery delivery, Device device) {
        return !delivery.reached().contains(device.id())
                && !revocations.isRevoked(delivery.recipient().userId(), device.generation());
    }

    /** Sends, adds the result of each attempt, and returns the devices that are no longer registered. */
    private List<Long> attempt(List<Attempt> attempts, List<DeliveryResult> results) {
        List<Message> messages =
                attempts.stream().flatMap(one -> one.messages().stream()).toList();
        List<Outcome> outcomes = handover.send(messages);
        Instant now = clock.instant();
        if (outcomes.stream().allMatch(outcome -> outcome instanceof Outcome.Away)) {
            String why = ((Outcome.Away) outcomes.getFirst()).why();
            backoff.begin(now, why);
            queue.giveUp(now, backoff.next(now), why).forEach(counters::add);
        } else {
            backoff.end();
        }
        List<Long> gone = new ArrayList<>();
        int from = 0;
        for (Attempt one : attempts) {
            int to = from + one.messages().size();
            List<Outcome> ofOne = outcomes.subList(from, to);
            results.add(one.judge(ofOne, policy, now, backoff.next(now)));
            gone.addAll(one.gone(ofOne));
            from = to;
        }
        return gone;
    }

    /**
     * The reason not to attempt a delivery now. Preferences may have changed since the notification was stored: the current
     * ones apply.
     */
    private Optional<DeliveryResult> skipped(ClaimedDelivery delivery, Instant now) {
        boolean sent = !delivery.reached().isEmpty();
        if (!channel.reaches(delivery.recipient())) {
            return Optional.of(delivery.untried(
                    sent ? DeliveryResult.Fate.SENT : DeliveryResult.Fate.DROPPED, now, sent ? "" : "turned off"));
        }
        if (delivery.isOutOfDate(now)) {
            return Optional.of(delivery.untried(
                    sent ? DeliveryResult.Fate.SENT : DeliveryResult.Fate.EXPIRED, now, sent ? "" : "out of date"));
        }
        if (delivery.template() == null) {
            return Optional.of(delivery.untried(
                    DeliveryResult.Fate.DEFERRED, now.plus(FOR_NEWER_VERSION), "needs a newer version"));
        }
        if (delivery.attempts() > policy.retries() + 1) {
            return Optional.of(delivery.untried(
                    sent ? DeliveryResult.Fate.SENT : DeliveryResult.Fate.FAILED, now, "every attempt was cut short"));
        }
        Instant due = delivery.recipient().mayHear(delivery.template(), now);
        return due.isAfter(now)
                ? Optional.of(delivery.untried(DeliveryResult.Fate.DEFERRED, due, "quiet hours"))
                : Optional.empty();
    }

    void count(DeliveryResult.Fate fate, int count) {
        counters.add(fate, count);
    }

    private void count(DeliveryResult result) {
        counters.add(result.fate(), 1);
        if (result.fate() == DeliveryResult.Fate.FAILED) {
            LOG.info("notification {} does not go by {}: {}", result.notificationId(), lane.name(), result.problem());
        }
    }

    /** Finishes the current batch; the rest remains in the queue. */
    void stop(Duration patience) {
        running = false;
        try {
            if (working.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                working.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
