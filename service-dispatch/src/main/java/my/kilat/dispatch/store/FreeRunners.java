package my.kilat.dispatch.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.runner.Crate;
import my.kilat.dispatch.domain.Candidate;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Rounds;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.platform.json.Json;

/** Finds runners who are online near a pickup and free, and reserves them for the transaction. */
public final class FreeRunners {
    /** As many of the nearest as are looked at; a round asks a handful of them. */
    private static final int MOST = 300;

    /**
     * Free is who is not suspended, has no ride and fewer open offers than allowed, was not asked in this cycle, and neither
     * declined this booking nor gave it back. A ride under way that ends within {@code finishing} metres of both the runner and
     * the pickup is no hindrance. What costs most, the latest offers of each, is read of the nearest alone.
     */
    private static final Sql FIND = Sql.of("""
            select near.user_id, st_distance(near.place, here.point) as metres, st_y(cast(near.place as geometry)) as latitude,
                st_x(cast(near.place as geometry)) as longitude, near.rating, near.crates, near.air_conditioned,
                recent.answered, recent.accepted, recent.latest,
                greatest(
                    near.session_at,
                    (select max(past.changed_at) from ride past where past.runner_id = near.user_id)) as idle_since
            from (select cast(st_point(:longitude, :latitude) as geography) as point) here
            cross join lateral (
                select r.user_id, r.place, r.rating, r.crates, r.air_conditioned, r.session_at from runner r
                where r.online and r.crates is not null and r.heard_at > :heard_since
                  and st_dwithin(r.place, here.point, :reach)
                  and not exists (
                    select from ride busy
                    where busy.runner_id = r.user_id and busy.stage in ('accepted', 'in_progress')
                      and not (:finishing > 0 and busy.stage = 'in_progress' and busy.number is not null
                        and st_dwithin(cast(st_point(busy.dropoff_lng, busy.dropoff_lat) as geography), here.point, :finishing)
                        and st_dwithin(cast(st_point(busy.dropoff_lng, busy.dropoff_lat) as geography), r.place, :finishing)))
                  and (select count(*) from offer held where held.runner_id = r.user_id and held.state = 'open') < :per_runner
                  and not exists (
                    select from offer earlier where earlier.booking_id = :booking and earlier.runner_id = r.user_id
                      and (earlier.cycle = :cycle or earlier.state = 'declined'))
                  and not exists (select from suspension s where s.runner_id = r.user_id and s.suspended)
                  and not exists (
                    select from exclusion e where e.booking_id = :booking and e.runner_id = r.user_id)
                order by r.place <-> here.point limit :most) near
            cross join lateral (
                select count(*) filter (where state in ('accepted', 'declined', 'expired')) as answered,
                    count(*) filter (where state = 'accepted') as accepted, max(made_at) as latest
                from (
                    select state, made_at from offer where runner_id = near.user_id
                    order by made_at desc limit 20) latest_few) recent
            /* bounded: as many as near has */""");

    /**
     * A runner whom another search is just asking is passed over rather than waited for. The seed keeps these locks apart
     * from other advisory locks.
     */
    private static final Sql RESERVE = Sql.of("""
            select id from unnest(:runners) as wanted (id)
            where pg_try_advisory_xact_lock(hashtextextended(cast(id as text), 8008))
            /* bounded: one for each runner asked for */""");

    private static final Sql AWAIT = Sql.of("""
            select pg_advisory_xact_lock(hashtextextended(cast(id as text), 8008)) from unnest(:runners) as wanted (id)
            /* bounded: one for each runner asked for */""");

    /** Run after the lock is held, so that it sees what the last holder has committed. */
    private static final Sql COUNT_OPEN = Sql.of("""
            select id, (select count(*) from offer o where o.runner_id = wanted.id and o.state = 'open') as held
            from unnest(:runners) as wanted (id)
            where not exists (select from suspension s where s.runner_id = wanted.id and s.suspended)
            /* bounded: one for each runner asked for */""");

    private final Rounds rounds;
    private final Duration heardWithin;
    private final double finishingMetres;

    /**
     * @param heardWithin a runner who has sent no position for longer is passed over
     * @param finishingMetres how near to its end, and that to the pickup, a ride under way is no hindrance; 0 for never
     */
    public FreeRunners(Rounds rounds, Duration heardWithin, double finishingMetres) {
        this.rounds = rounds;
        this.heardWithin = heardWithin;
        this.finishingMetres = finishingMetres;
    }

    /** The nearest of those who are free, in no order that counts. */
    public List<Candidate> around(Queries queries, Ride ride, Position pickup, Instant now) {
        return queries.list(
                FIND,
                values -> values.real("longitude", pickup.longitude())
                        .real("latitude", pickup.latitude())
                        .time("heard_since", now.minus(heardWithin))
                        .real("reach", rounds.reach())
                        .real("finishing", finishingMetres)
                        .number("per_runner", rounds.offersPerRunner())
                        .uuid("booking", ride.bookingId())
                        .number("cycle", ride.search().cycle())
                        .number("most", MOST),
                row -> candidate(row, now));
    }

    /** The first of them who can still be asked, as many as a round asks; nobody else asks them until the transaction ends. */
    public List<Candidate> reserve(Tx tx, List<Candidate> inOrder) {
        List<Candidate> first = inOrder.subList(0, Math.min(inOrder.size(), 2 * rounds.size()));
        List<UUID> reserved =
                tx.list(RESERVE, values -> values.uuids("runners", first, Candidate::runnerId), row -> row.uuid("id"));
        Map<UUID, Long> held = new HashMap<>();
        tx.list(
                        COUNT_OPEN,
                        values -> values.uuids("runners", reserved, id -> id),
                        row -> Map.entry(row.uuid("id"), row.bigNumber("held")))
                .forEach(entry -> held.put(entry.getKey(), entry.getValue()));
        return first.stream()
                .filter(runner -> held.getOrDefault(runner.runnerId(), Long.MAX_VALUE) < rounds.offersPerRunner())
                .limit(rounds.size())
                .toList();
    }

    /** Waits until no search is asking these runners; none asks them until the transaction ends. */
    public void awaitReservations(Tx tx, Collection<UUID> runners) {
        // In one order, so that two who wait for several never wait for each other.
        List<UUID> inOrder = runners.stream().sorted().toList();
        tx.list(AWAIT, values -> values.uuids("runners", inOrder, id -> id), _ -> Boolean.TRUE);
    }

    private static Candidate candidate(Row row, Instant now) {
        Instant idleSince = row.timeOrNull("idle_since");
        Instant latest = row.timeOrNull("latest");
        return new Candidate(
                row.uuid("user_id"),
                row.real("metres"),
                new Position(row.real("latitude"), row.real("longitude")),
                idleSince == null || idleSince.isAfter(now) ? Duration.ZERO : Duration.between(idleSince, now),
                row.real("rating"),
                row.number("answered"),
                row.number("accepted"),
                latest == null ? null : Duration.between(latest, now),
                List.of(Json.read(row.text("crates"), Crate[].class)),
                row.flag("air_conditioned"));
    }
}
