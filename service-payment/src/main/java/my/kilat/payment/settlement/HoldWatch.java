package my.kilat.payment.settlement;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import my.kilat.payment.domain.Decision;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.store.Holds;
import my.kilat.platform.batch.BatchedWork;
import my.kilat.platform.database.Database;
import my.kilat.platform.http.Health;

/**
 * Acts on held money whose hold at the provider is about to end. The end is in the row of the payment: whoever locks it decides
 * and stores the decision in that transaction, so of several instances one acts, and an event about the ride comes before or
 * after.
 */
public final class HoldWatch {
    private static final String ALARM = "ending-holds";

    private final Database database;
    private final Holds holds;
    private final Decisions decisions;
    private final Settlement settlement;
    private final Timing timing;
    private final BatchedWork work;
    private final AtomicReference<Holds.Figures> figures = new AtomicReference<>(new Holds.Figures(0, 0, 0, 0, 0));

    /** Where it is told of: in alarms, and in figures. */
    public record Watch(Health health, MeterRegistry meters) {}

    public HoldWatch(
            Database database, Holds holds, Decisions decisions, Settlement settlement, Timing timing, Watch watch) {
        this.database = database;
        this.holds = holds;
        this.decisions = decisions;
        this.settlement = settlement;
        this.timing = timing;
        this.work = new BatchedWork(ALARM, "payments", this::act, watch.health);
        MeterRegistry meters = watch.meters;
        byAge(meters, "1d", Holds.Figures::withinDay);
        byAge(meters, "3d", Holds.Figures::withinThreeDays);
        byAge(meters, "older", Holds.Figures::older);
        gauge(
                meters,
                "kilat.holds.near.end",
                "Held payments whose hold at the provider is about to end",
                f -> f.nearEnd());
        gauge(
                meters,
                "kilat.holds.to.end",
                "Holds that were replaced and that the provider has not ended yet",
                f -> f.toEnd());
    }

    private void byAge(MeterRegistry meters, String age, ToLongFunction<Holds.Figures> figure) {
        Gauge.builder("kilat.holds", figures, latest -> figure.applyAsLong(Objects.requireNonNull(latest.get())))
                .description("Held payments by how long their money has been held")
                .tag("age", age)
                .register(meters);
    }

    private void gauge(MeterRegistry meters, String name, String description, ToLongFunction<Holds.Figures> figure) {
        Gauge.builder(name, figures, latest -> figure.applyAsLong(Objects.requireNonNull(latest.get())))
                .description(description)
                .register(meters);
    }

    /** Acts on all that is near its end now. */
    public void run() {
        holds.fillIn(timing.patience().holds().terms().lasts());
        work.run();
    }

    /** Counts what is held, for the metrics. */
    public void measure() {
        figures.set(holds.figures(timing.now(), timing.patience().holds().margin()));
    }

    private int act(int most, Set<UUID> without, List<UUID> tried) {
        return database.transact(tx -> {
            Instant now = timing.now();
            List<Payment> ending =
                    holds.lockEnding(tx, now.plus(timing.patience().holds().margin()), without, most);
            tried.clear();
            ending.forEach(payment -> tried.add(payment.id()));
            List<Decision> taken = ending.stream()
                    .map(payment -> payment.holdNearEnd(now, timing.patience()))
                    .filter(decision -> !decision.isNothing())
                    .toList();
            taken.forEach(decision -> decisions.storeLocked(tx, decision));
            settlement.afterCommit(tx, taken.stream().map(Decision::after).toList());
            return taken.size();
        });
    }
}
