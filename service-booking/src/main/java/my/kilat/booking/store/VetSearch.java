package my.kilat.booking.store;

import java.time.Instant;
import java.util.List;
import my.kilat.booking.domain.NearestVets;
import my.kilat.booking.domain.WeeklyHours;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.geo.Position;

/** Finds clinics around a place. */
public final class VetSearch {
    /**
     * Both parts follow the index outwards from the place until they have enough. It orders by distances on the sphere, so these are
     * the distances everywhere here: what comes first by the index is then nearest.
     */
    static final Sql SEARCH = Sql.of("""
            with here as (
                select cast(st_point(:longitude, :latitude) as geography) as point),
            near as (
                select open.id from here, lateral (
                    select c.id from vet_clinic c
                    where c.active and st_dwithin(c.place, here.point, :radius, false)
                      and (c.open_all_hours or exists (
                          select from unnest(c.opens, c.closes) as r (opens, closes)
                          where r.opens <= :minute and :minute < r.closes))
                    order by c.place <-> here.point limit :most) open
                union
                select nearest.id from here, lateral (
                    select c.id from vet_clinic c
                    where c.active
                    order by c.place <-> here.point limit :most) nearest)
            select\s""" + VetClinics.COLUMNS + """
            , st_distance(v.place, here.point, false) as metres
            from here, near join vet_clinic v using (id)
            order by metres, v.id
            limit 2 * :most""");

    private VetSearch() {}

    /** The nearest that are open within the radius, and the nearest of all: what {@link NearestVets#choose} chooses from. */
    public static List<NearestVets.Found> around(Queries queries, Position place, NearestVets nearest, Instant now) {
        return queries.list(
                SEARCH,
                values -> values.real("longitude", place.longitude())
                        .real("latitude", place.latitude())
                        .real("radius", nearest.radiusMetres())
                        .number("minute", WeeklyHours.minuteOf(now))
                        .number("most", NearestVets.MOST),
                row -> new NearestVets.Found(VetClinics.read(row), row.real("metres")));
    }
}
