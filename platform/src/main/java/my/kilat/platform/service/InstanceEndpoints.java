package my.kilat.platform.service;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import my.kilat.contract.internal.LogQuestion;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.telemetry.RecentLog;

/** What every service tells the console of itself: the instance with its settings, and the latest lines of its log. */
final class InstanceEndpoints implements Endpoints {
    private static final String SHOW = "showInstance";

    private final Supplier<InstanceReport> report;

    InstanceEndpoints(Supplier<InstanceReport> report) {
        this.report = report;
    }

    /** Whether the documents of a service list them. */
    static boolean belongTo(Routes routes) {
        return routes.isListed(SHOW);
    }

    private record Lines(String host, long pid, Instant since, List<RecentLog.Line> lines) {}

    @Override
    public void addTo(Routes routes) {
        routes.on(SHOW, _ -> Reply.ok(report.get())).on("listLog", this::log);
    }

    private Reply log(Call call) {
        InstanceReport instance = report.get();
        return Reply.ok(new Lines(
                instance.host(),
                instance.pid(),
                instance.startedAt(),
                RecentLog.ofProcess().latest(instance.service(), call.body(LogQuestion.class))));
    }
}
