package my.kilat.runner.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.RunnerEvent;
import my.kilat.platform.batch.BatchedWork;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import my.kilat.platform.http.Health;
import my.kilat.runner.domain.Duty;
import my.kilat.runner.domain.Fix;
import my.kilat.runner.position.PositionBuffer;
import my.kilat.runner.store.Duties;
import my.kilat.runner.store.Positions;
import my.kilat.runner.store.Suspensions;

/** Runners going online and offline. */
public final class Sessions {
    private static final String SILENT = "silent-sessions";

    private final Database database;
    private final Outbox outbox;
    private final DutyCache duties;
    private final PositionBuffer positions;
    private final SuspensionAnnouncer suspensions;
    private final InstantSource clock;

    public Sessions(
            Database database,
            Outbox outbox,
            DutyCache duties,
            PositionBuffer positions,
            SuspensionAnnouncer suspensions,
            InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.duties = duties;
        this.positions = positions;
        this.suspensions = suspensions;
        this.clock = clock;
    }

    /**
     * Lets a runner take jobs, beginning at this place.
     *
     * @throws Failure.NotAllowed while suspended
     */
    public void goOnline(Tx tx, UUID user, Position place) {
        Duty duty = lock(tx, user);
        if (Suspensions.isInForce(tx, user)) {
            throw new Failure.NotAllowed("you are suspended and cannot go online; ask support");
        }
        apply(tx, List.of(duty.goOnline(place, clock.instant())), true);
        Positions.write(tx, List.of(Fix.at(user, place, duty.ride().orElse(null), positions.nextArrival())));
    }

    /** Lets a runner take no more jobs. */
    public void goOffline(Tx tx, UUID user) {
        apply(tx, List.of(lock(tx, user).goOffline(clock.instant())), false);
    }

    /**
     * Takes a runner off duty and lets them take no rides until somebody lifts it; rides under way go on. The lock of the duty
     * decides between this and going online at the same moment: either comes first, and the runner is off duty in the end.
     *
     * @throws Failure.Conflict if they are suspended already
     */
    public void suspend(Tx tx, UUID user, UUID by, String reason) {
        Duty duty = lock(tx, user);
        if (Suspensions.isInForce(tx, user)) {
            throw new Failure.Conflict("the runner is suspended already");
        }
        Suspensions.begin(tx, user, by, reason, clock.instant());
        suspensions.announce(tx, user);
        apply(tx, List.of(duty.goOffline(clock.instant())), false);
    }

    /**
     * Lets a runner take rides and go online again, which they do by themselves.
     *
     * @throws Failure.Conflict if they are not suspended
     */
    public void lift(Tx tx, UUID user, UUID by, String reason) {
        var _ = lock(tx, user);
        if (!Suspensions.isInForce(tx, user)) {
            throw new Failure.Conflict("the runner is not suspended");
        }
        Suspensions.lift(tx, user, by, reason, clock.instant());
        suspensions.announce(tx, user);
    }

    /**
     * The work that ends the sessions of runners who have sent no position for so long and are on no ride. It raises an alarm when
     * some of them cannot be ended.
     */
    public Runnable endingSilent(Duration silence, Health health) {
        BatchedWork work = new BatchedWork(
                SILENT, "runners", (most, without, taken) -> endSilent(silence, without, most, taken), health);
        return () -> {
            if (duties.missedChanges()) {
                return; // what runners sent while the database was away is being written by all instances just now
            }
            positions.flushBeforeRead(); // whoever has just spoken is not silent
            work.run();
        };
    }

    private int endSilent(Duration silence, Set<UUID> without, int most, List<UUID> taken) {
        return database.transact(tx -> {
            List<Duty> silent = Duties.lockSilent(tx, silence, without, most);
            taken.clear();
            silent.forEach(duty -> taken.add(duty.userId()));
            Instant now = clock.instant();
            apply(tx, silent.stream().map(duty -> duty.goOffline(now)).toList(), false);
            return silent.size();
        });
    }

    private static Duty lock(Tx tx, UUID user) {
        return Duties.lock(tx, user).orElseThrow(() -> Duty.noProfile(user));
    }

    /** Keeps what has changed, of duties that are locked. */
    private void apply(Tx tx, List<Duty.Decision> decisions, boolean online) {
        List<UUID> users = new ArrayList<>();
        List<RunnerEvent> events = new ArrayList<>();
        for (Duty.Decision decision : decisions) {
            if (!decision.events().isEmpty()) {
                users.add(decision.after().userId());
                events.addAll(decision.events());
            }
        }
        if (users.isEmpty()) {
            return;
        }
        Duties.setOnline(tx, users, online);
        outbox.append(tx, events);
        tx.afterCommit(() -> decisions.forEach(decision -> duties.learn(decision.after())));
    }
}
