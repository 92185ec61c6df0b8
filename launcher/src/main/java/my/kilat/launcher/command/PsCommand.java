package my.kilat.launcher.command;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.screen.Table;
import my.kilat.launcher.screen.Words;
import picocli.CommandLine.Command;

/** {@code kilat ps}. */
@Command(name = "ps", description = "What is running: processes, ports, age, memory.")
public final class PsCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Context context = Context.ofProcess();
        print(new Overview(context.layout()), context.screen());
        return 0;
    }

    static void print(Overview overview, Screen screen) {
        List<Overview.Running> processes = overview.processes();
        if (!overview.restarts() && processes.stream().noneMatch(Overview.Running::running)) {
            screen.line("Kilat is not running."
                    + overview.state()
                            .map(PlatformState::message)
                            .filter(message -> !message.isEmpty())
                            .map(message -> " It ended because: " + message)
                            .orElse(""));
            return;
        }
        table(overview, processes).print(screen);
        List<String> deaths = overview.deaths();
        if (!deaths.isEmpty()) {
            screen.blank();
            deaths.forEach(screen::line);
        }
        if (overview.phase().equals("orphaned")) {
            screen.blank();
            screen.line("These outlived their supervisor. './kilat up' starts afresh, './kilat down' ends them.");
        }
    }

    private static Table table(Overview overview, List<Overview.Running> processes) {
        var table = new Table().head("NAME", "STATE", "PID", "PORT", "UPTIME", "MEMORY", "RESTARTS");
        List<Overview.Member> members = overview.members(false);
        for (Overview.Running process : processes) {
            List<Overview.Member> inside = members.stream()
                    .filter(member -> member.process().equals(process.name()))
                    .toList();
            boolean single = inside.size() == 1;
            table.row(
                    new Table.Cell(process.name(), Style.BOLD),
                    single && !inside.getFirst().health().isEmpty()
                            ? new Table.Cell(inside.getFirst().health(), Style.YELLOW)
                            : state(overview, process),
                    Table.Cell.of(process.running() ? Long.toString(process.pid()) : "–"),
                    Table.Cell.of(single ? port(inside.getFirst()) : ""),
                    Table.Cell.of(process.running() ? Words.age(Duration.ofSeconds(process.uptimeSeconds())) : "–"),
                    Table.Cell.of(process.running() ? Words.bytes(process.rssBytes()) : "–"),
                    Table.Cell.of(Integer.toString(process.deaths())));
            if (!single) {
                inside.forEach(member -> table.row(
                        Table.Cell.of("  " + member.name()),
                        state(overview, process),
                        Table.Cell.of(""),
                        Table.Cell.of(port(member))));
            }
        }
        members.stream()
                .filter(member -> member.process().isEmpty())
                .forEach(member -> table.row(
                        new Table.Cell(member.name(), Style.BOLD),
                        new Table.Cell("elsewhere", Style.DIM),
                        Table.Cell.of(""),
                        Table.Cell.of(member.address())));
        return table;
    }

    private static Table.Cell state(Overview overview, Overview.Running process) {
        if (process.running()) {
            return new Table.Cell("running", Style.GREEN);
        }
        return overview.restarts() ? new Table.Cell("restarting", Style.YELLOW) : new Table.Cell("dead", Style.RED);
    }

    private static String port(Overview.Member member) {
        return member.address().substring(member.address().lastIndexOf(':') + 1);
    }
}
