package my.kilat.runner.nearby;

import java.util.List;
import my.kilat.contract.runner.Runner;
import my.kilat.platform.geo.Position;
import my.kilat.runner.domain.SearchRadius;
import my.kilat.runner.position.PositionBuffer;
import my.kilat.runner.store.NearbyRunners;

/** Finds runners around a place, after the buffered positions of this instance have been stored. */
public final class NearbySearch {
    private final NearbyRunners runners;
    private final PositionBuffer positions;

    public NearbySearch(NearbyRunners runners, PositionBuffer positions) {
        this.runners = runners;
        this.positions = positions;
    }

    /** Those who are online, the nearest first, twenty at most. */
    public List<Runner> around(Position place, SearchRadius radius) {
        positions.flushBeforeRead();
        return runners.around(place, radius);
    }
}
