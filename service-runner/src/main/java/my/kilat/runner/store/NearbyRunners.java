package my.kilat.runner.store;

import java.util.List;
import my.kilat.contract.runner.Runner;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.geo.Position;
import my.kilat.runner.domain.SearchRadius;

/** Finds runners who are online around a place. */
public final class NearbyRunners {
    /**
     * The index walks outwards from the place, but along the sphere, where two runners may stand in another order than on
     * the spheroid. So the twenty that it finds first only say how far one has to look: nobody who belongs among the
     * nearest twenty can be further away than the furthest of those. All within that reach are then measured and put in
     * order. The millimetre makes up for rounding.
     */
    static final Sql SEARCH = Sql.of("""
            with here as (
                select cast(st_point(:longitude, :latitude) as geography) as point),
            reach as (
                select case when count(*) < 20 then :radius else least(:radius, max(near.metres) + 0.001) end as metres
                from (
                    select st_distance(first.place, here.point) as metres
                    from here, lateral (
                        select place from runner_place where visible order by place <-> here.point limit 20) first
                    ) near)
            select\s""" + RunnerRow.COLUMNS + """
            , st_distance(p.place, here.point) as metres
            from here, reach, runner_place p
            join runner r on r.user_id = p.user_id
            join runner_duty d on d.user_id = p.user_id
            where p.visible and st_dwithin(p.place, here.point, reach.metres)
            order by metres, p.user_id
            limit 20""").plannedOnce();

    private final Database database;

    public NearbyRunners(Database database) {
        this.database = database;
    }

    /** The nearest first, twenty at most. */
    public List<Runner> around(Position place, SearchRadius radius) {
        return database.list(
                SEARCH,
                values -> values.real("longitude", place.longitude())
                        .real("latitude", place.latitude())
                        .real("radius", radius.metres()),
                row -> RunnerRow.nearby(row, SearchRadius.toKilometres(row.real("metres"))));
    }
}
