package my.kilat.runner.duty;

import java.util.UUID;
import my.kilat.contract.runner.LocationRequest;
import my.kilat.platform.event.LivePublisher;
import my.kilat.runner.domain.Fix;
import my.kilat.runner.position.PositionBuffer;

/** Takes the positions that runners send: the busiest door of the platform, hence without a question to the database. */
public final class Locations {
    private final DutyCache duties;
    private final PositionBuffer positions;
    private final LivePublisher live;

    public Locations(DutyCache duties, PositionBuffer positions, LivePublisher live) {
        this.duties = duties;
        this.positions = positions;
        this.live = live;
    }

    /**
     * Tells everybody where a runner is, and has it stored.
     *
     * @throws my.kilat.platform.failure.Failure.NotFound without a profile
     * @throws my.kilat.platform.failure.Failure.Invalid while offline and on no ride
     */
    public void post(UUID runner, LocationRequest sent) {
        UUID ride = duties.requireMayPostPosition(runner).ride().orElse(null);
        Fix fix = Fix.of(runner, sent, ride, positions.nextArrival());
        positions.add(fix);
        live.publish(fix.toEvent());
    }
}
