package my.kilat.runner.store;

import java.time.Duration;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;

/** How many runners are about. */
public final class RunnerFigures {
    /** As everywhere, who is silent is told by the database's clock, at which the arrival of positions is stored. */
    private static final Sql COUNT = Sql.of("""
            select count(*) as online, count(*) filter (where cardinality(d.rides) > 0) as busy,
                count(*) filter (where p.heard_at is null
                    or p.heard_at < now() - make_interval(secs => :silence)) as silent
            from runner_duty d left join runner_place p on p.user_id = d.user_id where d.status = 'active'
            /* bounded: an aggregate */""");

    private final Database database;

    public RunnerFigures(Database database) {
        this.database = database;
    }

    /**
     * The figures of one moment.
     *
     * @param online on duty
     * @param busy of those, with a ride
     * @param silent of those, not heard of for longer than that
     */
    public record Figures(long online, long busy, long silent) {}

    /** Counts those who are on duty. */
    public Figures count(Duration silence) {
        return database.first(
                        COUNT,
                        values -> values.real("silence", silence.toMillis() / 1000.0),
                        row -> new Figures(row.bigNumber("online"), row.bigNumber("busy"), row.bigNumber("silent")))
                .orElseThrow();
    }
}
