package my.kilat.launcher.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.screen.Table;
import my.kilat.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kilat status}. */
@Command(
        name = "status",
        description = {
            "How every part feels, and what a person has to look at.",
            "Exit code 0 when everything is up and healthy, 1 otherwise; an alarm does not change it."
        })
public final class StatusCommand implements Callable<Integer> {
    private static final String HEALTHY = "healthy";

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() {
        Context context = Context.ofProcess();
        var overview = new Overview(context.layout());
        List<Overview.Member> members = overview.members(true);
        boolean healthy = overview.phase().equals("up")
                && members.stream().allMatch(member -> member.health().equals(HEALTHY));
        if (json) {
            context.screen().line(Json.text(document(overview, members, healthy)));
        } else {
            print(context.screen(), overview, members);
        }
        return healthy ? 0 : 1;
    }

    private static Map<String, Object> document(Overview overview, List<Overview.Member> members, boolean healthy) {
        var document = new LinkedHashMap<String, Object>();
        document.put("phase", overview.phase());
        document.put("healthy", healthy);
        document.put("message", overview.state().map(PlatformState::message).orElse(""));
        document.put("took_ms", overview.state().map(PlatformState::tookMillis).orElse(0L));
        document.put(
                "services_took_ms",
                overview.state().map(PlatformState::servicesTookMillis).orElse(0L));
        document.put("processes", overview.processes());
        document.put("parts", members);
        return document;
    }

    static void print(Screen screen, Overview overview, List<Overview.Member> members) {
        screen.line("Kilat is " + overview.phase()
                + overview.state()
                        .map(PlatformState::message)
                        .filter(message -> !message.isEmpty())
                        .map(message -> ": " + message)
                        .orElse(""));
        if (members.isEmpty() || overview.processes().isEmpty()) {
            return;
        }
        screen.blank();
        var table = new Table();
        members.forEach(member -> {
            boolean healthy = member.health().equals(HEALTHY);
            table.row(
                    healthy ? new Table.Cell("✔", Style.GREEN) : new Table.Cell("✘", Style.RED),
                    Table.Cell.of(member.name()),
                    new Table.Cell(member.address(), Style.DIM),
                    new Table.Cell(
                            member.state().equals("running") ? member.health() : member.state(),
                            healthy ? Style.DIM : Style.RED));
        });
        table.lines(screen).forEach(line -> screen.line("  " + line));
        members.stream()
                .flatMap(member -> member.alarms().stream().map(alarm -> "! " + member.name() + " " + alarm))
                .forEach(alarm -> screen.line("  " + screen.styled(Style.YELLOW, alarm)));
        List<String> deaths = overview.deaths();
        if (!deaths.isEmpty()) {
            screen.blank();
            deaths.forEach(death -> screen.line("  " + death));
        }
    }
}
