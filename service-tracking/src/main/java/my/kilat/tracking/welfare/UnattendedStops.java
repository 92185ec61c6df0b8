package my.kilat.tracking.welfare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Health;
import my.kilat.tracking.domain.Progress;
import my.kilat.tracking.domain.Sighting;
import my.kilat.tracking.domain.Sighting.Leg;
import my.kilat.tracking.domain.Standing;
import my.kilat.tracking.domain.StopRules;
import my.kilat.tracking.store.Standings;

/**
 * Finds vehicles that stand for too long with a pet aboard. Every trip under way is looked at every 15 seconds, whether its phone
 * sends positions or not.
 */
public final class UnattendedStops {
    private static final String ALARM = "unattended-stops";
    private static final int MOST_NAMED = 10;

    private final StopRules rules;
    private final BooleanSupplier positionsRead;

    /**
     * @param positionsRead whether no newer positions wait to be read, without which a vehicle is not known to stand
     */
    public UnattendedStops(StopRules rules, BooleanSupplier positionsRead) {
        this.rules = rules;
        this.positionsRead = positionsRead;
    }

    /** Whether stops may be told of trips whose positions are queried from now on. */
    public boolean mayTell() {
        return positionsRead.getAsBoolean();
    }

    /**
     * Stores where vehicles stay, and returns what is to be told of it, in the transaction that holds the locks of their progress.
     *
     * @param progress of the trips; those without one are left out
     * @param mayTell as it was before the trips were looked at; what is not told now is at the next look
     */
    public List<UnattendedStop> look(
            Tx tx, Collection<Sighting> seen, Map<UUID, Progress> progress, boolean mayTell, Instant now) {
        Map<UUID, Standing> before = Standings.of(tx, progress.keySet());
        Map<UUID, Standing> changed = new HashMap<>();
        List<UUID> over = new ArrayList<>();
        List<UnattendedStop> told = new ArrayList<>();
        for (Sighting trip : seen) {
            UUID id = trip.subject().trip();
            Progress known = progress.get(id);
            if (known == null) {
                continue;
            }
            Standing last = before.get(id);
            if (trip.leg() == Leg.OVER) {
                over.add(id);
                continue;
            }
            Standing.after(last, trip).ifPresent(standing -> {
                List<UnattendedStop> news = mayTell
                        ? standing.told(trip, known.pickedUpAt(), rules, now).stream()
                                .toList()
                        : List.of();
                Standing after = news.isEmpty() ? standing : standing.toldAt(now);
                told.addAll(news);
                if (!after.equals(last)) {
                    changed.put(id, after);
                }
            });
        }
        Standings.save(tx, changed);
        Standings.forget(tx, over);
        return told;
    }

    /** Calls operators while a vehicle stands for too long. */
    public static void report(Database database, Health health) {
        List<String> standing = Standings.unattended(database, MOST_NAMED + 1);
        if (standing.isEmpty()) {
            health.clear(ALARM);
        } else {
            health.raise(
                    ALARM,
                    "vehicles stand for too long with a pet aboard: "
                            + String.join(", ", standing.subList(0, Math.min(MOST_NAMED, standing.size())))
                            + (standing.size() > MOST_NAMED ? " and more" : ""));
        }
    }
}
