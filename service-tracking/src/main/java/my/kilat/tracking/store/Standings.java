package my.kilat.tracking.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.tracking.domain.Standing;

/** The table {@code trip_standing}. Whoever changes a row holds the lock on the progress of its trip. */
public final class Standings {
    private static final Sql FIND = Sql.of("""
            select trip_id, latitude, longitude, since, is_confirmed, told_at from trip_standing
            where trip_id = any(:trips)""");

    private static final Sql SAVE = Sql.of("""
            insert into trip_standing as s (trip_id, latitude, longitude, since, is_confirmed, told_at)
            select trip, latitude, longitude, since, confirmed = 1, told
            from unnest(:trips, :latitudes, :longitudes, :since::timestamptz[], :confirmed, :told::timestamptz[])
                as n (trip, latitude, longitude, since, confirmed, told)
            order by trip
            on conflict (trip_id) do update
            set latitude = excluded.latitude, longitude = excluded.longitude, since = excluded.since,
                is_confirmed = excluded.is_confirmed, told_at = excluded.told_at""");

    private static final Sql FORGET = Sql.of("delete from trip_standing where trip_id = any(:trips)");

    private static final Sql UNATTENDED = Sql.of("""
            select b.booking_number
            from trip_standing s join trip t on t.id = s.trip_id join followed_booking b on b.booking_id = t.booking_id
            where s.told_at is not null and t.status = 'active' order by s.told_at limit :most""");

    private Standings() {}

    /** Where the vehicles of trips stay, as far as known. */
    public static Map<UUID, Standing> of(Tx tx, Collection<UUID> trips) {
        Map<UUID, Standing> found = HashMap.newHashMap(trips.size());
        tx.list(
                        FIND,
                        values -> values.uuids("trips", trips, trip -> trip),
                        row -> Map.entry(
                                row.uuid("trip_id"),
                                new Standing(
                                        new Position(row.real("latitude"), row.real("longitude")),
                                        row.time("since"),
                                        row.flag("is_confirmed"),
                                        row.timeOrNull("told_at"))))
                .forEach(one -> found.put(one.getKey(), one.getValue()));
        return found;
    }

    /** Stores where vehicles stay, with the commit. */
    public static void save(Tx tx, Map<UUID, Standing> changed) {
        if (changed.isEmpty()) {
            return;
        }
        Collection<Map.Entry<UUID, Standing>> rows = changed.entrySet();
        tx.withCommit(
                SAVE,
                values -> values.uuids("trips", rows, Map.Entry::getKey)
                        .reals("latitudes", rows, row -> row.getValue().place().latitude())
                        .reals("longitudes", rows, row -> row.getValue().place().longitude())
                        .times("since", rows, row -> row.getValue().since())
                        .integers("confirmed", rows, row -> row.getValue().isConfirmed() ? 1 : 0)
                        .times("told", rows, row -> row.getValue().toldAt()));
    }

    /** Forgets trips that have ended, with the commit. */
    public static void forget(Tx tx, Collection<UUID> trips) {
        if (!trips.isEmpty()) {
            tx.withCommit(FORGET, values -> values.uuids("trips", trips, trip -> trip));
        }
    }

    /** The numbers of some bookings whose vehicle stands for too long, those that have for longest first. */
    public static List<String> unattended(Database database, int most) {
        return database.list(UNATTENDED, values -> values.number("most", most), row -> row.text("booking_number"));
    }
}
