package my.kilat.runner.overview;

import java.time.Duration;
import java.util.List;
import my.kilat.contract.internal.RunnerPlacesAtQuestion;
import my.kilat.contract.internal.RunnerTrackQuestion;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.CursorPage;
import my.kilat.runner.position.PositionBuffer;
import my.kilat.runner.store.RunnerOverviews.Position;
import my.kilat.runner.store.RunnerTracks;
import my.kilat.runner.store.RunnerTracks.Place;

/** Where runners have been, for the operations console, which decides who may look at it. */
public final class RunnerTrackEndpoints implements Endpoints {
    private static final int PLACES = 300;
    private static final int PIECES = 720;
    private static final Duration LONGEST = Duration.ofHours(24);

    /** As long as somebody without a ride stays on duty without a position, unless set otherwise. */
    private static final Duration SEEN_WITHIN = Duration.ofMinutes(15);

    private final RunnerTracks tracks;
    private final PositionBuffer buffer;

    public RunnerTrackEndpoints(RunnerTracks tracks, PositionBuffer buffer) {
        this.tracks = tracks;
        this.buffer = buffer;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listRunnerPlacesAt", this::at).on("findRunnerTrack", this::track);
    }

    private record Track(List<Position> positions) {}

    private Reply at(Call call) {
        RunnerPlacesAtQuestion question = call.body(RunnerPlacesAtQuestion.class);
        buffer.flushBeforeRead();
        List<Place> found = tracks.at(question.at(), SEEN_WITHIN, question.after(), PLACES + 1);
        return Reply.ok(CursorPage.of(found, PLACES, Place::userId));
    }

    private Reply track(Call call) {
        RunnerTrackQuestion question = call.body(RunnerTrackQuestion.class);
        Duration length = Duration.between(question.from(), question.until());
        if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
            throw new Failure.Invalid(
                    "until has to be after from, and at most " + LONGEST.toHours() + " hours after it");
        }
        buffer.flushBeforeRead();
        return Reply.ok(new Track(tracks.track(question.userId(), question.from(), question.until(), PIECES)));
    }
}
