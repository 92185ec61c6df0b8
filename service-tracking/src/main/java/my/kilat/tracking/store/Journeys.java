package my.kilat.tracking.store;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.tracking.domain.Journey;

/** The table {@code journey}, and the due times of trips after booking events. All changes are sent with the commit. */
public final class Journeys {
    /** What is learned later or for the first time makes the trip of the booking due. */
    private static final Sql LEARN = Sql.of("""
            with learned as (
                insert into journey as j (booking_id, pickup_latitude, pickup_longitude, dropoff_latitude,
                    dropoff_longitude, scheduled_at, is_time_known, temperature_controlled, version)
                select booking, from_latitude, from_longitude, to_latitude, to_longitude, scheduled, known = 1,
                    controlled = 1, version
                from unnest(:bookings, :from_latitudes, :from_longitudes, :to_latitudes, :to_longitudes,
                        :scheduled::timestamptz[], :known, :controlled, :versions)
                    as n (booking, from_latitude, from_longitude, to_latitude, to_longitude, scheduled, known,
                        controlled, version)
                order by booking
                on conflict (booking_id) do update
                set pickup_latitude = excluded.pickup_latitude, pickup_longitude = excluded.pickup_longitude,
                    dropoff_latitude = excluded.dropoff_latitude, dropoff_longitude = excluded.dropoff_longitude,
                    scheduled_at = excluded.scheduled_at, is_time_known = excluded.is_time_known,
                    temperature_controlled = excluded.temperature_controlled, version = excluded.version, revision = j.revision + 1
                where (excluded.is_time_known, excluded.version) >= (j.is_time_known, j.version)
                    and (excluded.pickup_latitude, excluded.pickup_longitude, excluded.dropoff_latitude,
                            excluded.dropoff_longitude, excluded.scheduled_at, excluded.is_time_known,
                            excluded.temperature_controlled)
                        is distinct from (j.pickup_latitude, j.pickup_longitude, j.dropoff_latitude,
                            j.dropoff_longitude, j.scheduled_at, j.is_time_known, j.temperature_controlled)
                returning j.booking_id)
            update trip_eta e set due_at = least(e.due_at, :now)
            from trip t join learned l on l.booking_id = t.booking_id
            where e.trip_id = t.id and e.due_at is not null""");

    private static final Sql FOLLOW = Sql.of("""
            insert into trip_eta (trip_id, due_at) select id, :now from unnest(:trips) as t (id)
            on conflict do nothing""");

    private static final Sql PICKED_UP = Sql.of("""
            update trip_eta e set due_at = :now, picked_up_at = coalesce(e.picked_up_at, p.at)
            from trip t join unnest(:bookings, :times::timestamptz[]) as p (booking, at) on t.booking_id = p.booking
            where e.trip_id = t.id and e.due_at is not null and (t.ended_at is null or t.ended_at >= p.at)""");

    /** Of a booking that was never accepted: that of another goes with its trips. */
    private static final Sql FORGET = Sql.of("""
            delete from journey j
            where j.booking_id = any(:bookings) and not exists (select from trip t where t.booking_id = j.booking_id)""");

    private static final Sql ENDED =
            Sql.of("update trip_eta set due_at = :now where trip_id = any(:trips) and due_at is not null");

    private Journeys() {}

    /** The pick-up of a booking. */
    public record PickUp(UUID booking, Instant at) {}

    /**
     * Stores journeys, unless what is stored is the same or of a later version. None is known to be without a time once its time
     * was known.
     *
     * @param journeys each of another booking
     */
    public static void learn(Tx tx, Collection<Journey> journeys, Instant now) {
        if (!journeys.isEmpty()) {
            tx.withCommit(
                    LEARN,
                    values -> values.uuids("bookings", journeys, Journey::booking)
                            .reals(
                                    "from_latitudes",
                                    journeys,
                                    journey -> journey.pickup().latitude())
                            .reals(
                                    "from_longitudes",
                                    journeys,
                                    journey -> journey.pickup().longitude())
                            .reals(
                                    "to_latitudes",
                                    journeys,
                                    journey -> journey.dropoff().latitude())
                            .reals(
                                    "to_longitudes",
                                    journeys,
                                    journey -> journey.dropoff().longitude())
                            .times("scheduled", journeys, Journey::scheduledAt)
                            .integers("known", journeys, journey -> journey.isTimeKnown() ? 1 : 0)
                            .integers("controlled", journeys, journey -> journey.temperatureControlled() ? 1 : 0)
                            .integers("versions", journeys, Journey::version)
                            .time("now", now));
        }
    }

    /** Makes new trips due. */
    public static void follow(Tx tx, Collection<UUID> trips, Instant now) {
        if (!trips.isEmpty()) {
            tx.withCommit(
                    FOLLOW, values -> values.uuids("trips", trips, trip -> trip).time("now", now));
        }
    }

    /** Stores pick-ups, and makes their trips due at once. */
    public static void pickedUp(Tx tx, Collection<PickUp> pickUps, Instant now) {
        if (!pickUps.isEmpty()) {
            tx.withCommit(
                    PICKED_UP,
                    values -> values.uuids("bookings", pickUps, PickUp::booking)
                            .times("times", pickUps, PickUp::at)
                            .time("now", now));
        }
    }

    /** Makes trips that have ended due for the last time, at once. */
    public static void ended(Tx tx, Collection<UUID> trips, Instant now) {
        if (!trips.isEmpty()) {
            tx.withCommit(
                    ENDED, values -> values.uuids("trips", trips, trip -> trip).time("now", now));
        }
    }

    /** The bookings were cancelled: journeys that nobody has begun are of no more use. */
    public static void forget(Tx tx, Collection<UUID> bookings) {
        if (!bookings.isEmpty()) {
            tx.withCommit(FORGET, values -> values.uuids("bookings", bookings, booking -> booking));
        }
    }
}
