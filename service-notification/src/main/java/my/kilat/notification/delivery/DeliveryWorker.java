package my.kilat.notification.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.notification.domain.ClaimedDelivery;
import my.kilat.notification.domain.DeliveryResult;
import my.kilat.notification.domain.Device;
import my.kilat.notification.domain.Message;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.notification.store.Deliveries;
import my.kilat.notification.store.Devices;
import my.kilat.platform.background.Part;
import my.kilat.platform.security.Revocations;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes the queue of one channel: claims what is due, passes it to the provider, stores the results. It runs when it is
 * woken; a slow provider delays its own channel only.
 */
final class DeliveryWorker {
    /** How long a claim is valid; longer than any batch takes. */
    static final Duration LEASE = Duration.ofMinutes(3);

    /** Wake-ups come in groups: with a pause before each run, a few large batches replace many small ones. */
    private static final long BATCH_WINDOW_NANOS = Duration.ofMillis(25).toNanos();

    private static final Duration FOR_NEWER_VERSION = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorker.class);

    private final DeliveryChannel channel;
    private final String name;
    private final Deliveries deliveries;
    private final Devices devices;
    private final Revocations revocations;
    private final RetryPolicy policy;
    private final InstantSource clock;
    private final Executor threads;
    private final Part part;
    private final Map<DeliveryResult.Fate, Counter> counters;
    private final AtomicInteger wakeups = new AtomicInteger();
    private final ReentrantLock working = new ReentrantLock();
    private final ProviderBackoff backoff;
    private final Handover handover;
    private volatile boolean running = true;

    DeliveryWorker(
            DeliveryChannel channel,
            DeliveryWorkers.Outstanding outstanding,
            RetryPolicy policy,
            DeliveryWorkers.Execution execution,
            Part part) {
        this.channel = channel;
        this.name = channel.id().word();
        this.deliveries = outstanding.deliveries();
        this.devices = outstanding.devices();
        this.revocations = outstanding.revocations();
        this.policy = policy;
        this.clock = execution.clock();
        this.threads = execution.threads();
        MeterRegistry meters = execution.meters();
        this.part = part;
        this.backoff = new ProviderBackoff(channel.id(), policy);
        this.handover = new Handover(channel);
        Gauge.builder("kilat.notifications.provider.away", backoff, now -> now.isOn() ? 1 : 0)
                .description("1 while the provider of a channel cannot be reached")
                .tag("channel", name)
                .register(meters);
        this.counters = Arrays.stream(DeliveryResult.Fate.values())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), fate -> counter(name, fate, meters)));
    }

    private static Counter counter(String channel, DeliveryResult.Fate fate, MeterRegistry meters) {
        return Counter.builder("kilat.notifications.deliveries")
                .description("Attempts to bring a notification to somebody, by what became of them")
                .tag("channel", channel)
                .tag("outcome", fate.name().toLowerCase(Locale.ROOT))
                .register(meters);
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
                LOG.trace("{} has more to deliver, perhaps", name);
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
        int most = backoff.isOn() ? 1 : channel.provider().batch();
        List<ClaimedDelivery> claimed = deliveries.claim(channel.id(), most, now, LEASE);
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
        deliveries.note(channel.id(), results, clock.instant());
        devices.forget(gone);
        results.forEach(this::count);
        return claimed.size() == most && !backoff.lasts(clock.instant());
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
            int late = deliveries.giveUp(channel.id(), now.minus(policy.patience()), now, why);
            Objects.requireNonNull(counters.get(DeliveryResult.Fate.FAILED)).increment(late);
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
        if (delivery.template() == null) {
            return Optional.of(delivery.untried(
                    DeliveryResult.Fate.DEFERRED, now.plus(FOR_NEWER_VERSION), "needs a newer version"));
        }
        if (delivery.attempts() > policy.retries() + 1) {
            return Optional.of(delivery.untried(
                    sent ? DeliveryResult.Fate.SENT : DeliveryResult.Fate.FAILED, now, "every attempt was cut short"));
        }
        Instant due = delivery.recipient().mayHearAt(now);
        return due.isAfter(now)
                ? Optional.of(delivery.untried(DeliveryResult.Fate.DEFERRED, due, "quiet hours"))
                : Optional.empty();
    }

    private void count(DeliveryResult result) {
        Objects.requireNonNull(counters.get(result.fate())).increment();
        if (result.fate() == DeliveryResult.Fate.FAILED) {
            LOG.info("notification {} does not go by {}: {}", result.notificationId(), name, result.problem());
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
