package my.kilat.dispatch.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.RunnerLocationUpdate;
import my.kilat.contract.event.RunnerOffline;
import my.kilat.contract.event.RunnerOnline;
import my.kilat.contract.internal.RunnerProfile;
import my.kilat.contract.runner.SessionStatus;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** The copy of what the runner service knows. Each change says when it happened, and changes nothing that is newer. */
public final class Runners {
    private static final Sql BEGIN = Sql.of("""
            insert into runner as r (user_id, online, session_at, place, located_at, heard_at)
            values (:runner, true, :at, cast(st_point(:longitude, :latitude) as geography), :at, :at)
            on conflict (user_id) do update
                set online = true, session_at = excluded.session_at, place = excluded.place,
                    located_at = excluded.located_at, heard_at = greatest(r.heard_at, excluded.heard_at)
                where r.session_at is null or r.session_at <= excluded.session_at""");

    private static final Sql END = Sql.of("""
            insert into runner as r (user_id, online, session_at) values (:runner, false, :at)
            on conflict (user_id) do update set online = false, session_at = excluded.session_at
                where r.session_at is null or r.session_at <= excluded.session_at""");

    /** Of several positions of a runner the latest counts. */
    private static final Sql PLACE = Sql.of("""
            insert into runner as r (user_id, place, located_at, heard_at)
            select distinct on (runner) runner, cast(st_point(longitude, latitude) as geography),
                cast(located as timestamptz), cast(heard as timestamptz)
            from unnest(:runners, :longitudes, :latitudes, :located, :heard)
                as news (runner, longitude, latitude, located, heard)
            order by runner, cast(located as timestamptz) desc
            on conflict (user_id) do update
                set place = excluded.place, located_at = excluded.located_at,
                    heard_at = greatest(r.heard_at, excluded.heard_at)
                where r.located_at is null or r.located_at <= excluded.located_at""");

    /** Those whose profile was never read come first. */
    private static final Sql TO_BE_READ = Sql.of("""
            select user_id, session_at from runner
            where (online or heard_at > :heard_since) and (profile_at is null or profile_at <= :read_until)
            order by profile_at nulls first limit :most""");

    private static final Sql LEARN = Sql.of("""
            update runner set rating = :rating, crates = cast(:crates as jsonb), air_conditioned = :air_conditioned,
                profile_at = :now,
                online = case when session_at is not distinct from :session then :online else online end
            where user_id = :runner""");

    private static final Sql READ_IN_VAIN = Sql.of("update runner set profile_at = :now where user_id = any(:runners)");

    /**
     * A runner whose profile is to be read.
     *
     * @param sessionAt when the session that is known of began or ended
     */
    public record Due(UUID runnerId, @Nullable Instant sessionAt) {}

    public void online(Tx tx, RunnerOnline news) {
        tx.update(
                BEGIN,
                values -> values.uuid("runner", news.runnerId())
                        .real("longitude", news.longitude())
                        .real("latitude", news.latitude())
                        .time("at", news.occurredAt()));
    }

    public void offline(Tx tx, RunnerOffline news) {
        tx.update(END, values -> values.uuid("runner", news.runnerId()).time("at", news.occurredAt()));
    }

    public void place(Tx tx, List<RunnerLocationUpdate> news) {
        tx.update(
                PLACE,
                values -> values.uuids("runners", news, RunnerLocationUpdate::runnerId)
                        .reals("longitudes", news, RunnerLocationUpdate::longitude)
                        .reals("latitudes", news, RunnerLocationUpdate::latitude)
                        .times("located", news, RunnerLocationUpdate::timestamp)
                        .times("heard", news, RunnerLocationUpdate::occurredAt));
    }

    /** Runners who are there and whose profile was not read since then. */
    public List<Due> toBeRead(Queries queries, Instant heardSince, Instant readUntil, int most) {
        return queries.list(
                TO_BE_READ,
                values -> values.time("heard_since", heardSince)
                        .time("read_until", readUntil)
                        .number("most", most),
                row -> new Due(row.uuid("user_id"), row.timeOrNull("session_at")));
    }

    /** Takes a profile over; the session only where nothing newer has been heard of it since it was asked for. */
    public void learn(Tx tx, RunnerProfile profile, @Nullable Instant sessionAt, Instant now) {
        tx.update(
                LEARN,
                values -> values.uuid("runner", profile.userId())
                        .real("rating", profile.rating())
                        .text("crates", Json.text(profile.crateSpecs()))
                        .flag("air_conditioned", profile.airConditioned())
                        .flag("online", profile.sessionStatus() == SessionStatus.ACTIVE)
                        .time("session", sessionAt)
                        .time("now", now));
    }

    /** The runner service knows no profile of theirs. */
    public void readInVain(Tx tx, Collection<UUID> runners, Instant now) {
        tx.update(
                READ_IN_VAIN,
                values -> values.uuids("runners", runners, id -> id).time("now", now));
    }
}
