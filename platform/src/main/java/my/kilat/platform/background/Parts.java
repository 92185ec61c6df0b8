package my.kilat.platform.background;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import my.kilat.contract.health.BackgroundPart;

/**
 * The background parts of one service, and the consequences of their reports:
 *
 * <table>
 * <caption>Consequences of a report</caption>
 * <tr><th>Report</th><th>Ready for requests</th><th>Alarm</th></tr>
 * <tr><td>essential and awaited, and has never worked yet</td><td>no</td><td>no</td></tr>
 * <tr><td>essential, and fails for a cause of its own</td><td>no, after {@link Limits#notReady}</td><td>then as well</td></tr>
 * <tr><td>fails because a dependency is unreachable</td><td>yes</td><td>after {@link Limits#alarm}</td></tr>
 * <tr><td>fails because an external system refuses</td><td>yes</td><td>after {@link Limits#notReady}</td></tr>
 * <tr><td>work waits</td><td>yes</td><td>after {@link Limits#alarm}</td></tr>
 * <tr><td>a job failed three times or more</td><td>yes</td><td>after {@link Limits#alarm}</td></tr>
 * <tr><td>essential, and ten minutes at one piece of work</td><td>no; not alive either</td><td>yes</td></tr>
 * </table>
 */
public final class Parts {
    private static final String OK = "ok";

    /** A job may fail once or twice without consequences. */
    private static final int FAILURES_OF_A_JOB = 3;

    private final String service;
    private final Limits limits;
    private final MeterRegistry meters;
    private final List<Part> all = new CopyOnWriteArrayList<>();

    public Parts(String service, Limits limits, MeterRegistry meters) {
        this.service = service;
        this.limits = limits;
        this.meters = meters;
    }

    /** Adds a part without which this instance cannot serve; one success makes it count as working again. */
    public Part essential(String name) {
        return essential(name, Duration.ZERO);
    }

    /** Adds a part without which this instance cannot serve; after a failure it has to work for {@code settle}. */
    public Part essential(String name, Duration settle) {
        return add(new Part(name, true, settle));
    }

    /**
     * Adds a part without which this instance may start, but not run for long: it counts as essential from its first
     * success, or from when it is {@linkplain Part#awaited awaited}.
     */
    public Part essentialLater(String name) {
        Part part = essential(name);
        part.notAwaited();
        return part;
    }

    /** Adds a part without which requests can still be served. */
    public Part helpful(String name) {
        return add(new Part(name, false, Duration.ZERO));
    }

    /** Adds a part that was created elsewhere. */
    public void share(Part part) {
        add(part);
    }

    private Part add(Part part) {
        all.add(part);
        gauge("kilat.background.failing", "1 while it fails", part, report -> report.failures() > 0 ? 1 : 0);
        gauge(
                "kilat.background.undone.seconds",
                "How long its oldest undone work has waited",
                part,
                report -> report.undoneFor().toMillis() / 1e3);
        return part;
    }

    private void gauge(String name, String description, Part part, Function<Part.Report, Number> figure) {
        Gauge.builder(name, part, it -> figure.apply(it.report()).doubleValue())
                .description(description)
                .tag("service", service)
                .tag("part", part.name())
                .register(meters);
    }

    /** How long the runs of a job take, those that fail included. */
    Timer runs(Part job) {
        return Timer.builder("kilat.background.job")
                .description("Runs of a job, and how long each took")
                .tag("service", service)
                .tag("part", job.name())
                .register(meters);
    }

    /** The names of all parts. */
    public List<String> names() {
        return all.stream().map(Part::name).toList();
    }

    /** For each essential part {@code ok}, or why the service is not ready because of it. */
    public Map<String, String> checks() {
        return each(report -> report.essential() ? Optional.of(check(report)) : Optional.empty());
    }

    private String check(Part.Report report) {
        if (isStuck(report)) {
            return stuck(report);
        }
        if (isBrokenForLong(report)) {
            return failing(report);
        }
        if (report.sinceSuccess().isPresent() || !report.awaited()) {
            return OK;
        }
        return report.fault().map(fault -> "has not begun: " + fault.words()).orElse("has not begun");
    }

    /** Parts that only a restart of the process repairs, with a sentence for each. */
    public Map<String, String> dead() {
        return each(report -> report.essential() && isStuck(report) ? Optional.of(stuck(report)) : Optional.empty());
    }

    /** Parts with an alarm, with a sentence for each. */
    public Map<String, String> alarms() {
        return each(this::alarm);
    }

    private Optional<String> alarm(Part.Report report) {
        if (isStuck(report)) {
            return Optional.of(stuck(report));
        }
        if (report.essential() ? isAlarming(report) : isAlarmingJob(report)) {
            return Optional.of(failing(report));
        }
        if (report.undoneFor().compareTo(limits.alarm()) >= 0) {
            return Optional.of("work has waited for " + Part.words(report.undoneFor()) + ": " + report.undone());
        }
        return report.note();
    }

    private boolean isAlarming(Part.Report report) {
        if (isBrokenForLong(report)) {
            return true;
        }
        boolean refused = report.fault()
                .filter(fault -> fault.cause() == Fault.Cause.REFUSED)
                .isPresent();
        return isFor(report.failingFor(), refused ? limits.notReady() : limits.alarm());
    }

    private boolean isAlarmingJob(Part.Report report) {
        return report.failures() >= FAILURES_OF_A_JOB && isFor(report.failingFor(), limits.alarm());
    }

    private boolean isBrokenForLong(Part.Report report) {
        return isFor(report.oursFor(), limits.notReady());
    }

    private static boolean isFor(Duration duration, Duration atLeast) {
        return !duration.isZero() && duration.compareTo(atLeast) >= 0;
    }

    private static boolean isStuck(Part.Report report) {
        return report.busyFor().compareTo(Limits.STUCK) >= 0;
    }

    private static String stuck(Part.Report report) {
        return "has been at one piece of work for " + Part.words(report.busyFor());
    }

    private static String failing(Part.Report report) {
        return "has failed for " + Part.words(report.failingFor()) + ": "
                + report.fault().map(Fault::words).orElse("");
    }

    /** All parts, as shown to operators. */
    public Map<String, BackgroundPart> shown() {
        return each(report -> Optional.of(shown(report)));
    }

    private static BackgroundPart shown(Part.Report report) {
        boolean fails = report.failures() > 0;
        return new BackgroundPart(
                fails ? "failing" : report.sinceSuccess().isPresent() ? "working" : "starting",
                report.sinceSuccess().map(Duration::toSeconds).orElse(null),
                fails ? report.failingFor().toSeconds() : null,
                report.fault().map(Fault::words).orElse(null),
                report.undoneFor().isZero() ? null : report.undoneFor().toSeconds(),
                report.undoneFor().isZero() ? report.note().orElse(null) : report.undone());
    }

    private <T> Map<String, T> each(Function<Part.Report, Optional<T>> look) {
        Map<String, T> found = new LinkedHashMap<>();
        for (Part part : all) {
            look.apply(part.report()).ifPresent(result -> found.put(part.name(), result));
        }
        return found;
    }
}
