package my.kilat.runner.overview;

import java.time.Duration;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.runner.store.RunnerFigures;

/** How many runners are about, for the operations console. */
public final class RunnerFiguresEndpoints implements Endpoints {
    /** A phone that is online posts a position at least that often. */
    public static final Duration SILENT_AFTER = Duration.ofMinutes(2);

    private final RunnerFigures figures;

    public RunnerFiguresEndpoints(RunnerFigures figures) {
        this.figures = figures;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("countRunners", _ -> Reply.ok(figures.count(SILENT_AFTER)));
    }
}
