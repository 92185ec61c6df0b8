package my.kilat.runner.duty;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import my.kilat.contract.runner.LocationRefusal;

/** How many positions runners have sent, and how many broke which rule. */
public final class PositionCounters {
    private final Counter received;
    private final Map<LocationRefusal, Counter> refused = new EnumMap<>(LocationRefusal.class);

    public PositionCounters(MeterRegistry meters) {
        received = Counter.builder("kilat.positions.received")
                .description("Positions of runners who may send them, before any rule")
                .register(meters);
        for (LocationRefusal reason : LocationRefusal.values()) {
            refused.put(
                    reason,
                    Counter.builder("kilat.positions.refused")
                            .description("Positions that were not taken, by the rule that they broke")
                            .tag("reason", reason.word())
                            .register(meters));
        }
    }

    void received(int positions) {
        received.increment(positions);
    }

    void refused(LocationRefusal reason, int positions) {
        Objects.requireNonNull(refused.get(reason)).increment(positions);
    }
}
