package my.kilat.platform.background;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A component that works in the background and reports its state: a relay, a consumer, a periodic job. The worker calls
 * {@link #begins} before a piece of work and then {@link #worked} or {@link #failed}; both cost a few nanoseconds. {@link
 * Parts} derives readiness and alarms from the reports.
 *
 * <p>All times are measured on the monotonic clock of this process.
 */
public final class Part {
    private static final Logger LOG = LoggerFactory.getLogger(Part.class);
    private static final long IDLE = 0;

    private final String name;
    private final boolean essential;
    private final long settleNanos;

    private volatile boolean awaited = true;
    private volatile boolean everWorked;
    private volatile long workedAt;
    private volatile long busySince = IDLE;
    private volatile @Nullable Failing failing;
    private volatile @Nullable Undone undone;
    private volatile @Nullable String note;

    /** The first success after a failure; guarded by this. */
    private long workingSince = IDLE;

    /**
     * The part fails, and has not worked for its settling time since.
     *
     * @param since the first failure
     * @param oursSince the first of the latest failures that all had a cause of their own; {@link #IDLE} when the last had
     *     not
     * @param times number of failures
     * @param fault the last one
     */
    private record Failing(long since, long oursSince, int times, Fault fault) {}

    private record Undone(long since, String what) {}

    /** A part that is not essential, and that {@linkplain Parts#share several services may share}. */
    public Part(String name) {
        this(name, false, Duration.ZERO);
    }

    /** @param settle how long it has to work after a failure until it counts as working; zero when one success is enough */
    Part(String name, boolean essential, Duration settle) {
        this.name = name;
        this.essential = essential;
        this.settleNanos = settle.toNanos();
    }

    /**
     * A short name, the same in every process: {@code relay}, {@code service-booking-payments}, {@code job auto-confirm}.
     */
    public String name() {
        return name;
    }

    /** The service is not ready before this part has worked once; the default. */
    public void awaited() {
        awaited = true;
    }

    /** The service may be ready before this part has worked. */
    void notAwaited() {
        awaited = false;
    }

    /** Reports the start of a piece of work. */
    public void begins() {
        busySince = now();
    }

    /** Reports success, even if there was nothing to do. */
    public void worked() {
        workedAt = now();
        everWorked = true;
        busySince = IDLE;
        if (failing != null) {
            recovered();
        }
    }

    private synchronized void recovered() {
        Failing before = failing;
        long now = now();
        workingSince = workingSince == IDLE ? now : workingSince;
        if (before == null || now - workingSince < settleNanos) {
            return;
        }
        failing = null;
        workingSince = IDLE;
        if (before.times > 1) {
            LOG.info("{} works again after {}", name, words(since(before.since, now)));
        }
    }

    /** Reports a failure; the first one, and one for another reason than the last, is logged as a warning. */
    public void failed(Throwable thrown) {
        Fault fault = Fault.of(thrown);
        boolean unforeseen = fault.cause() == Fault.Cause.OWN || fault.cause() == Fault.Cause.BROKEN;
        failed(fault, unforeseen ? thrown : null);
    }

    /** Reports a failure that is already classified. */
    public void failed(Fault fault) {
        failed(fault, null);
    }

    private synchronized void failed(Fault fault, @Nullable Throwable thrown) {
        busySince = IDLE;
        workingSince = IDLE;
        long now = now();
        Failing before = failing;
        boolean ours = fault.cause() == Fault.Cause.OWN || fault.cause() == Fault.Cause.BROKEN;
        failing = new Failing(
                before == null ? now : before.since,
                !ours ? IDLE : before == null || before.oursSince == IDLE ? now : before.oursSince,
                before == null ? 1 : before.times + 1,
                fault);
        boolean news = before == null || !before.fault.words().equals(fault.words());
        if (news) {
            LOG.atWarn()
                    .setMessage("{} fails and will try again: {}")
                    .addArgument(name)
                    .addArgument(fault.words())
                    .setCause(thrown)
                    .log();
        } else {
            LOG.debug("{} fails still: {}", name, fault.words());
        }
    }

    /** Reports for how long work has waited; {@code what} says for whom and why. */
    public void undone(Duration age, String what) {
        undone = new Undone(now() - age.toNanos(), what);
    }

    /** Reports that no work waits. */
    public void nothingUndone() {
        if (undone != null) {
            undone = null;
        }
    }

    /** Sets a note for the operator, though the work goes on; {@code null} removes it. */
    public void note(@Nullable String words) {
        note = words;
    }

    /**
     * The state of a part.
     *
     * @param awaited whether the service is not ready before the part has worked once
     * @param sinceSuccess time since the last success; empty when there was none
     * @param failingFor time since the first failure after it last worked; zero while it works
     * @param oursFor the part of that time in which it failed for causes of its own
     * @param failures failures in that time
     * @param fault of the last failure, while it fails
     * @param busyFor how long it has been at one piece of work; zero when it is idle
     * @param undoneFor how long the oldest undone work has waited; zero when there is none
     * @param undone which work waits, and why
     * @param note a note for the operator
     */
    record Report(
            String name,
            boolean essential,
            boolean awaited,
            Optional<Duration> sinceSuccess,
            Duration failingFor,
            Duration oursFor,
            int failures,
            Optional<Fault> fault,
            Duration busyFor,
            Duration undoneFor,
            String undone,
            Optional<String> note) {}

    Report report() {
        long now = now();
        Failing fails = failing;
        Undone waits = undone;
        long busy = busySince;
        return new Report(
                name,
                essential,
                awaited,
                everWorked ? Optional.of(since(workedAt, now)) : Optional.empty(),
                fails == null ? Duration.ZERO : since(fails.since, now),
                fails == null || fails.oursSince == IDLE ? Duration.ZERO : since(fails.oursSince, now),
                fails == null ? 0 : fails.times,
                Optional.ofNullable(fails).map(Failing::fault),
                busy == IDLE ? Duration.ZERO : since(busy, now),
                waits == null ? Duration.ZERO : since(waits.since, now),
                waits == null ? "" : waits.what,
                Optional.ofNullable(note));
    }

    /** Never {@link #IDLE}. */
    private static long now() {
        return System.nanoTime() | 1;
    }

    private static Duration since(long then, long now) {
        return Duration.ofNanos(Math.max(0, now - then));
    }

    /** {@code 40 s}, {@code 6 min}, {@code 3 h}. */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }
}
