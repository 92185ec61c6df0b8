package my.kilat.bench.growth;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import my.kilat.bench.platform.Platform;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceTable;

/**
 * What the services do by themselves, measured on a second instance of each beside the one that is running: its start, a round of
 * housekeeping, and a check of the ledger.
 */
final class Upkeep {
    /** So many starts, of which the quickest counts: whatever else the machine does only makes them slower. */
    private static final int STARTS = 2;

    /** So many runs of a job, whose mean counts. */
    private static final int RUNS = 5;

    /** Jobs are run often enough to be waited for. */
    private static final Map<String, String> OFTEN = Map.of("HOUSEKEEPING_EVERY", "1s", "LEDGER_CHECK_EVERY", "1s");

    private final Platform platform;

    Upkeep(Platform platform) {
        this.platform = platform;
    }

    /** Measures everything, and gives each result away. */
    void measure(BiConsumer<Subject, Cost> results) {
        Duration housekeeping = Duration.ZERO;
        for (ServiceEntry service : ServiceTable.ALL) {
            System.out.println("measuring: start of " + service.name());
            Duration quickest = Duration.ofDays(1);
            for (int i = 0; i < STARTS; i++) {
                platform.awaitQuiet();
                try (SecondInstance instance = SecondInstance.start(service, OFTEN)) {
                    Duration took = instance.tookToStart();
                    quickest = took.compareTo(quickest) < 0 ? took : quickest;
                    if (i == STARTS - 1 && service.database().isPresent()) {
                        housekeeping = housekeeping.plus(instance.meanOf("job housekeeping", RUNS));
                        if (service.component() == Component.PAYMENT) {
                            Duration check = instance.meanOf("job ledger-check", RUNS);
                            results.accept(timed("check of the ledger, one run"), Cost.timed(check));
                        }
                    }
                }
            }
            results.accept(timed("start of " + service.name()), Cost.timed(quickest));
        }
        results.accept(timed("housekeeping, one round of all services"), Cost.timed(housekeeping));
    }

    private static Subject timed(String name) {
        return new Subject(name, Group.UPKEEP, Subject.FLAT);
    }
}
