package my.kilat.launcher.supervise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import my.kilat.launcher.machine.Web;
import my.kilat.launcher.place.Ports;
import my.kilat.launcher.place.StateBoard;
import my.kilat.launcher.service.SaysItself;
import my.kilat.launcher.service.ServiceEntry;

/**
 * Services that have been launched and have to become ready. Every {@link #check} asks those that were not ready yet for their
 * health, and records what has changed.
 */
final class ServiceReadiness {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    private final RunningUnits units;
    private final Ports ports;
    private final StateBoard board;
    private final List<ServiceEntry> waiting;
    private final Map<ServiceEntry, String> reasons = new HashMap<>();

    ServiceReadiness(RunningUnits units, Ports ports, StateBoard board, Collection<ServiceEntry> services) {
        this.units = units;
        this.ports = ports;
        this.board = board;
        this.waiting = new ArrayList<>(services);
    }

    /** Returns whether all are ready. */
    boolean check() {
        waiting.removeIf(this::isReady);
        return waiting.isEmpty();
    }

    private boolean isReady(ServiceEntry service) {
        SaysItself says = SaysItself.of(Web.get(service.healthUrl(ports), ANSWER_TIMEOUT));
        if (!says.ready()) {
            reasons.put(service, says.waitsFor());
            return false;
        }
        reasons.remove(service);
        units.ready(service.name());
        board.words(service.name(), String.join("; ", says.alarms()));
        return true;
    }

    /** Displays why each service is not ready. */
    void showReasons() {
        reasons.forEach((service, why) -> board.words(service.name(), why));
    }

    /** What the services wait for, a line each, and where to read more. */
    String describe() {
        return waiting.stream()
                        .map(service -> "  " + service.name() + " waits: "
                                + reasons.getOrDefault(service, "for its first answer"))
                        .collect(Collectors.joining("\n"))
                + "\nSee ./kilat logs " + waiting.getFirst().name();
    }
}
