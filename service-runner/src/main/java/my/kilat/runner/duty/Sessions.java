package my.kilat.runner.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.event.RunnerEvent;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.geo.Position;
import my.kilat.runner.domain.Duty;
import my.kilat.runner.domain.Fix;
import my.kilat.runner.position.Positions;
import my.kilat.runner.position.Trail;

/** Runners going online and offline. */
public final class Sessions {
    /** So many silent sessions are ended in one transaction. */
    private static final int AT_ONCE = 200;

    private static final Sql LOCK =
            Sql.of("select " + DutyRow.COLUMNS + " from runner_duty d where d.user_id = :user for update");

    /**
     * Who is silent is told by the database's clock alone: each instance hears only some of the positions. Rows that somebody
     * is changing right now are not silent, or are being ended by another instance.
     */
    private static final Sql LOCK_SILENT = Sql.of("select " + DutyRow.COLUMNS + """
             from runner_duty d join runner_place p using (user_id)
            where p.visible and p.heard_at < now() - make_interval(secs => :silence)
              and d.status = 'active' and d.rides = '{}'
            order by d.user_id limit :most
            for update of d, p skip locked""");

    private static final Sql TURN = Sql.of("""
            with turned as (
                update runner_duty set status = :status, version = version + 1,
                                       changed_by = pg_current_xact_id()
                where user_id = any(:users))
            update runner_place set visible = :visible where user_id = any(:users)""");

    private final Database database;
    private final Outbox outbox;
    private final Duties duties;
    private final Trail trail;
    private final InstantSource clock;

    public Sessions(Database database, Outbox outbox, Duties duties, Trail trail, InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.duties = duties;
        this.trail = trail;
        this.clock = clock;
    }

    /** Lets a runner take jobs, beginning at this place. */
    public void goOnline(Tx tx, UUID user, Position place) {
        Duty duty = lock(tx, user);
        apply(tx, List.of(duty.goOnline(place, clock.instant())), true);
        Positions.write(tx, List.of(Fix.at(user, place, duty.ride().orElse(null), trail.stamp())));
    }

    /** Lets a runner take no more jobs. */
    public void goOffline(Tx tx, UUID user) {
        apply(tx, List.of(lock(tx, user).goOffline(clock.instant())), false);
    }

    /** Ends the sessions of runners who have sent no position for so long and are on no ride. */
    public void endSilent(Duration silence) {
        if (duties.missedSomething()) {
            return; // what runners sent while the database was away is being written by all instances just now
        }
        trail.settle(); // whoever has just spoken is not silent
        int ended;
        do {
            ended = database.transact(tx -> endSomeSilent(tx, silence));
        } while (ended == AT_ONCE);
    }

    private int endSomeSilent(Tx tx, Duration silence) {
        Instant now = clock.instant();
        List<Duty.Change> changes = tx
                .list(
                        LOCK_SILENT,
                        values -> values.real("silence", silence.toMillis() / 1000.0)
                                .number("most", AT_ONCE),
                        DutyRow::of)
                .stream()
                .map(duty -> duty.goOffline(now))
                .toList();
        apply(tx, changes, false);
        return changes.size();
    }

    private static Duty lock(Tx tx, UUID user) {
        return tx.first(LOCK, values -> values.uuid("user", user), DutyRow::of).orElseThrow(() -> Duty.noProfile(user));
    }

    /** Keeps what has changed, of duties that are locked. */
    private void apply(Tx tx, List<Duty.Change> changes, boolean online) {
        List<UUID> users = new ArrayList<>();
        List<RunnerEvent> events = new ArrayList<>();
        for (Duty.Change change : changes) {
            if (!change.events().isEmpty()) {
                users.add(change.after().userId());
                events.addAll(change.events());
            }
        }
        if (users.isEmpty()) {
            return;
        }
        tx.update(
                TURN,
                values -> values.text("status", online ? "active" : "inactive")
                        .flag("visible", online)
                        .uuids("users", users, user -> user));
        outbox.append(tx, events);
        tx.afterCommit(() -> changes.forEach(change -> duties.learn(change.after())));
    }
}
