package my.kilat.dispatch.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import my.kilat.contract.dispatch.OfferStatus;

/** What the search for runners comes to, in numbers. */
public final class DispatchMeters {
    private final Map<OfferStatus, Counter> offers = new EnumMap<>(OfferStatus.class);
    private final Counter rounds;
    private final Counter empty;
    private final Counter failures;
    private final Timer untilAccepted;

    public DispatchMeters(MeterRegistry meters) {
        for (OfferStatus status : OfferStatus.values()) {
            if (status != OfferStatus.OPEN) {
                offers.put(
                        status,
                        Counter.builder("kilat.dispatch.offers")
                                .description("offers that have ended, by outcome")
                                .tag("outcome", status.word())
                                .register(meters));
            }
        }
        rounds = Counter.builder("kilat.dispatch.rounds")
                .description("rounds, those in which nobody was there to be asked included")
                .register(meters);
        empty = Counter.builder("kilat.dispatch.rounds.empty")
                .description("rounds in which nobody was there to be asked")
                .register(meters);
        failures = Counter.builder("kilat.dispatch.steps.failed")
                .description("steps of searches that failed and were put off")
                .register(meters);
        untilAccepted = Timer.builder("kilat.dispatch.accepted")
                .description("from the moment at which a booking could be offered until a runner had it")
                .register(meters);
    }

    void ended(OfferStatus status) {
        Counter counter = offers.get(status);
        if (counter != null) {
            counter.increment();
        }
    }

    void round(boolean isEmpty) {
        rounds.increment();
        if (isEmpty) {
            empty.increment();
        }
    }

    void failed() {
        failures.increment();
    }

    void accepted(Duration after) {
        untilAccepted.record(after);
    }
}
