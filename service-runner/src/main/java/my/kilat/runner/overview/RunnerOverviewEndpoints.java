package my.kilat.runner.overview;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.internal.RunnerFileQuestion;
import my.kilat.contract.internal.RunnerRowsQuestion;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.CursorPage;
import my.kilat.runner.position.PositionBuffer;
import my.kilat.runner.store.RunnerOverviews;
import my.kilat.runner.store.RunnerOverviews.Line;
import my.kilat.runner.store.RunnerOverviews.Position;
import my.kilat.runner.store.Suspensions;

/** Runners for the operations console, which decides who may look at them. */
public final class RunnerOverviewEndpoints implements Endpoints {
    private static final int PAGE = 50;
    private static final int PLACES = 300;
    private static final int MOST_POSITIONS = 1_000;
    private static final Duration POSITIONS_OF = Duration.ofHours(24);

    private final RunnerOverviews overviews;
    private final PositionBuffer buffer;
    private final InstantSource clock;

    public RunnerOverviewEndpoints(RunnerOverviews overviews, PositionBuffer buffer, InstantSource clock) {
        this.overviews = overviews;
        this.buffer = buffer;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listRunnerRows", this::list)
                .on("listRunnerPlaces", this::places)
                .on("findRunnerFile", this::find);
    }

    private Reply list(Call call) {
        RunnerRowsQuestion question = call.body(RunnerRowsQuestion.class);
        return page(overviews.list(Set.copyOf(question.states()), question.after(), PAGE + 1), PAGE);
    }

    private Reply places(Call call) {
        UUID after = call.body(RunnerRowsQuestion.class).after();
        return page(overviews.places(after, PLACES + 1), PLACES);
    }

    /** One more than the page has been read, if there is one more. */
    private static Reply page(List<Line> found, int size) {
        return Reply.ok(CursorPage.of(found, size, Line::userId));
    }

    private record File(Line runner, List<Position> positions, List<Suspensions.Line> suspensions) {}

    private Reply find(Call call) {
        UUID user = call.body(RunnerFileQuestion.class).userId();
        buffer.flushBeforeRead();
        Line runner = overviews.find(user).orElseThrow(() -> new Failure.NotFound("Runner", user));
        return Reply.ok(new File(
                runner,
                overviews.positions(user, clock.instant().minus(POSITIONS_OF), MOST_POSITIONS),
                overviews.suspensions(user)));
    }
}
