package my.kilat.booking.deadline;

import java.time.InstantSource;
import java.util.List;
import my.kilat.booking.store.DueBookings;
import my.kilat.platform.database.Database;
import my.kilat.platform.http.Health;

/** Calls operators while a ride is under way for much longer than it was estimated to be. */
public final class OverdueRides {
    private static final String ALARM = "overdue-rides";
    private static final int MOST_NAMED = 10;

    private final Database database;
    private final DueBookings due;
    private final InstantSource clock;
    private final Health health;

    public OverdueRides(Database database, DueBookings due, InstantSource clock, Health health) {
        this.database = database;
        this.due = due;
        this.clock = clock;
        this.health = health;
    }

    /** Raises the alarm, or takes it back. */
    public void look() {
        List<String> overdue = due.overdueRides(database, clock.instant(), MOST_NAMED + 1);
        if (overdue.isEmpty()) {
            health.clear(ALARM);
        } else {
            health.raise(
                    ALARM,
                    "rides under way for much longer than estimated: "
                            + String.join(", ", overdue.subList(0, Math.min(MOST_NAMED, overdue.size())))
                            + (overdue.size() > MOST_NAMED ? " and more" : ""));
        }
    }
}
