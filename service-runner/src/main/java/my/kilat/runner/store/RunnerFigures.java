package my.kilat.runner.store;

import java.time.Instant;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;

/** How many runners are about. */
public final class RunnerFigures {
    private static final Sql COUNT = Sql.of("""
            select count(*) as online, count(*) filter (where cardinality(d.rides) > 0) as busy,
                count(*) filter (where p.located_at is null or p.located_at < :silent_since) as silent
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
     * @param silent of those, without a position since then
     */
    public record Figures(long online, long busy, long silent) {}

    /** Counts those who are on duty. */
    public Figures count(Instant silentSince) {
        return database.first(
                        COUNT,
                        values -> values.time("silent_since", silentSince),
                        row -> new Figures(row.bigNumber("online"), row.bigNumber("busy"), row.bigNumber("silent")))
                .orElseThrow();
    }
}
