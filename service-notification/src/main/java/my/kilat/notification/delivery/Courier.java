package my.kilat.notification.delivery;

import io.micrometer.core.instrument.Counter;
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
import my.kilat.contract.notification.Channel;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variables;
import my.kilat.platform.background.Part;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the queue of one channel: claims what is due, hands it to the provider, notes what became of it. It sleeps until it
 * is woken, and never stands in the way of another channel, however slow its provider is.
 */
final class Courier {
    /** What is claimed is this process's for so long; longer than any batch takes. */
    static final Duration LEASE = Duration.ofMinutes(3);

    /** Whatever wakes it seldom comes alone: a moment's patience makes few large batches of many small ones. */
    private static final long PATIENCE_NANOS = Duration.ofMillis(25).toNanos();

    private static final Duration FOR_NEWER_VERSION = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Channel channel;
    private final Provider provider;
    private final Deliveries deliveries;
    private final RetryPolicy policy;
    private final InstantSource clock;
    private final Executor threads;
    private final Part part;
    private final Map<Deliveries.Fate, Counter> counters;
    private final AtomicInteger wakeups = new AtomicInteger();
    private final ReentrantLock working = new ReentrantLock();
    private volatile boolean running = true;

    Courier(
            Channel channel,
            Provider provider,
            Deliveries deliveries,
            RetryPolicy policy,
            InstantSource clock,
            Executor threads,
            MeterRegistry meters,
            Part part) {
        this.channel = channel;
        this.provider = provider;
        this.deliveries = deliveries;
        this.policy = policy;
        this.clock = clock;
        this.threads = threads;
        this.part = part;
        this.counters = Arrays.stream(Deliveries.Fate.values())
                .collect(Collectors.toUnmodifiableMap(Function.identity(), fate -> counter(channel, fate, meters)));
    }

    private static Counter counter(Channel channel, Deliveries.Fate fate, MeterRegistry meters) {
        return Counter.builder("kilat.notifications.deliveries")
                .description("Attempts to bring a notification to somebody, by what became of them")
                .tag("channel", channel.word())
                .tag("outcome", fate.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    /** Sees to it that the queue is worked, now or right after the run in progress. */
    void wake() {
        if (running && wakeups.getAndIncrement() == 0) {
            threads.execute(LogContext.of("notification", this::work));
        }
    }

    private void work() {
        int seen;
        do {
            seen = wakeups.get();
            LockSupport.parkNanos(PATIENCE_NANOS);
            drain();
        } while (!wakeups.compareAndSet(seen, 0));
    }

    /** Whatever is thrown: the next wake-up has to find the way here free. */
    private void drain() {
        working.lock();
        try {
            part.begins();
            while (running && deliverSome()) {
                LOG.trace("{} has more to deliver, perhaps", channel);
            }
            part.worked();
        } catch (Throwable thrown) {
            part.failed(thrown);
        } finally {
            working.unlock();
        }
    }

    /** Returns whether there may be more. */
    private boolean deliverSome() {
        Instant now = clock.instant();
        List<Deliveries.Claimed> claimed = deliveries.claim(channel, provider.batch(), now, LEASE);
        if (claimed.isEmpty()) {
            return false;
        }
        List<Deliveries.Result> results = new ArrayList<>(claimed.size());
        List<Deliveries.Claimed> toSend = new ArrayList<>(claimed.size());
        for (Deliveries.Claimed delivery : claimed) {
            whyNot(delivery, now).ifPresentOrElse(results::add, () -> toSend.add(delivery));
        }
        if (!toSend.isEmpty()) {
            List<Outcome> outcomes =
                    provider.send(toSend.stream().map(this::message).toList());
            for (int i = 0; i < toSend.size(); i++) {
                results.add(resultOf(toSend.get(i), outcomes.get(i)));
            }
        }
        deliveries.note(channel, results, clock.instant());
        results.forEach(this::count);
        return claimed.size() == provider.batch();
    }

    /**
     * What keeps a delivery from being tried now. Preferences may have changed since the notification was stored: what they
     * say now counts.
     */
    private Optional<Deliveries.Result> whyNot(Deliveries.Claimed delivery, Instant now) {
        if (!delivery.recipient().canUse(channel)) {
            return Optional.of(untried(delivery, Deliveries.Fate.DROPPED, now, "turned off"));
        }
        if (delivery.template() == null) {
            return Optional.of(
                    untried(delivery, Deliveries.Fate.DEFERRED, now.plus(FOR_NEWER_VERSION), "needs a newer version"));
        }
        if (delivery.attempts() > policy.retries() + 1) {
            return Optional.of(untried(delivery, Deliveries.Fate.FAILED, now, "every attempt was cut short"));
        }
        Instant due = delivery.recipient().mayHearAt(now);
        return due.isAfter(now)
                ? Optional.of(untried(delivery, Deliveries.Fate.DEFERRED, due, "quiet hours"))
                : Optional.empty();
    }

    private static Deliveries.Result untried(
            Deliveries.Claimed delivery, Deliveries.Fate fate, Instant due, String why) {
        return new Deliveries.Result(delivery.notificationId(), fate, delivery.attempts() - 1, due, why);
    }

    private Message message(Deliveries.Claimed delivery) {
        Template template = Objects.requireNonNull(delivery.template());
        Variables variables = delivery.variables();
        String name = delivery.recipient().name();
        String title = channel == Channel.EMAIL ? template.emailSubject(variables) : template.title();
        String text = channel == Channel.SMS ? template.sms(variables) : template.push(variables);
        String html = channel == Channel.EMAIL ? template.emailHtml(variables, name) : "";
        String address = delivery.recipient().address(channel).orElseThrow();
        return new Message(delivery.notificationId(), address, name, title, text, html);
    }

    private Deliveries.Result resultOf(Deliveries.Claimed delivery, Outcome outcome) {
        Instant now = clock.instant();
        return switch (outcome) {
            case Outcome.Sent() -> result(delivery, Deliveries.Fate.SENT, now, "");
            case Outcome.Refused(String why) -> result(delivery, Deliveries.Fate.FAILED, now, why);
            case Outcome.Unavailable(String why) ->
                policy.pauseAfter(delivery.attempts())
                        .map(pause -> result(delivery, Deliveries.Fate.RETRIED, now.plus(pause), why))
                        .orElseGet(() -> result(delivery, Deliveries.Fate.FAILED, now, why));
        };
    }

    private static Deliveries.Result result(
            Deliveries.Claimed delivery, Deliveries.Fate fate, Instant due, String problem) {
        return new Deliveries.Result(delivery.notificationId(), fate, delivery.attempts(), due, problem);
    }

    private void count(Deliveries.Result result) {
        Objects.requireNonNull(counters.get(result.fate())).increment();
        if (result.fate() == Deliveries.Fate.FAILED) {
            LOG.info(
                    "notification {} does not go by {}: {}", result.notificationId(), channel.word(), result.problem());
        }
    }

    /** Finishes the batch in hand; what is still queued stays there. */
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
