package my.kilat.launcher.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.machine.Apt;
import my.kilat.launcher.machine.Disk;
import my.kilat.launcher.machine.Memory;
import my.kilat.launcher.machine.PortOwner;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Ports;
import my.kilat.launcher.place.SupervisorLock;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.screen.Table;
import my.kilat.launcher.screen.Words;
import my.kilat.launcher.supervise.Leftovers;
import my.kilat.local.FreePort;
import my.kilat.local.LocalPostgres;
import my.kilat.local.PostgresBinaries;
import my.kilat.platform.database.DatabaseCheckup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kilat doctor}. */
@Command(
        name = "doctor",
        description = "Look whether this machine has what Kilat needs, and say what to do.",
        footerHeading = "%n",
        footer = "For instance: DB_HOST=db DB_USER=kilat DB_PASSWORD=... ./kilat doctor --database")
public final class DoctorCommand implements Callable<Integer> {
    private static final long ROOM = 2L << 30;
    private static final long MEMORY = 1_200L << 20;

    @Option(
            names = "--database",
            description = "Instead, look at the databases that DB_HOST and so on name: whether they can be reached and"
                    + " written to, by whom, through what, and what they lack. Changes nothing.")
    private boolean database;

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "With --database, only of these services.")
    private List<String> names = List.of();

    /**
     * The result of one check.
     *
     * @param good whether it passed
     * @param advice the remedy if it failed
     */
    record Finding(String subject, boolean good, String words, String advice) {}

    @Override
    public Integer call() {
        Context context = Context.ofProcess();
        List<Finding> findings = database ? databases(new DatabaseTarget(context, names)) : look(context);
        print(context.screen(), findings);
        return findings.stream().allMatch(Finding::good) ? 0 : 1;
    }

    private static List<Finding> databases(DatabaseTarget target) {
        Quiet.please();
        Map<DatabaseCheckup.Finding, List<String>> services = new LinkedHashMap<>();
        target.services()
                .forEach(service -> DatabaseCheckup.look(target.settings(service), service.name())
                        .forEach(finding -> services.computeIfAbsent(finding, _ -> new ArrayList<>())
                                .add(service.name())));
        var findings = new ArrayList<Finding>();
        services.forEach((finding, names) -> findings.add(new Finding(
                // A finding that all services share is reported once.
                names.size() == target.services().size()
                        ? finding.subject()
                        : finding.subject() + " (" + String.join(", ", names) + ")",
                finding.good(),
                finding.words(),
                finding.advice())));
        return findings;
    }

    private static List<Finding> look(Context context) {
        Layout layout = context.layout();
        var findings = new ArrayList<Finding>();
        // This process runs on it; the script finds it.
        findings.add(good("JDK", Runtime.version() + " in " + System.getProperty("java.home")));
        boolean external = context.environment().optional("DB_HOST").isPresent();
        if (external) {
            findings.add(good(
                    "PostgreSQL",
                    "elsewhere, at " + context.environment().text("DB_HOST")
                            + "; ./kilat doctor --database looks at it"));
        } else {
            findings.addAll(postgres(layout));
        }
        findings.add(disk(layout));
        findings.add(memory());
        findings.addAll(running(layout));
        return findings;
    }

    private static List<Finding> postgres(Layout layout) {
        Optional<PostgresBinaries> found = PostgresBinaries.find();
        String advice = Apt.isUsable() ? "./kilat up installs it by apt-get." : PostgresBinaries.HOW_TO_INSTALL;
        if (found.isEmpty()) {
            return List.of(bad("PostgreSQL", "not installed", advice), bad("PostGIS", "not installed", advice));
        }
        PostgresBinaries binaries = found.get();
        var findings = new ArrayList<Finding>();
        findings.add(good("PostgreSQL", binaries.version() + " in " + binaries.directory()));
        findings.add(
                binaries.postgis()
                        ? good("PostGIS", "installed for PostgreSQL " + binaries.version())
                        : bad("PostGIS", "not installed for PostgreSQL " + binaries.version(), advice));
        findings.add(
                LocalPostgres.canLiveIn(layout.home())
                        ? good("Data", "in " + layout.data())
                        : good(
                                "Data",
                                "in " + layout.data() + ", the databases in "
                                        + layout.elsewhere()
                                        + " because the user postgres may not look into "
                                        + layout.home()));
        return findings;
    }

    private static Finding disk(Layout layout) {
        long free = Disk.free(layout.state());
        return free >= ROOM
                ? good("Disk", Words.bytes(free) + " free")
                : bad(
                        "Disk",
                        "only " + Words.bytes(free) + " free",
                        "Make room, or set KILAT_STATE to a directory on another disk.");
    }

    private static Finding memory() {
        long available = Memory.available();
        if (available == 0) {
            return good("Memory", "unknown on this system");
        }
        return available >= MEMORY
                ? good("Memory", Words.bytes(available) + " available")
                : bad(
                        "Memory",
                        "only " + Words.bytes(available) + " available",
                        "Kilat takes about " + Words.bytes(MEMORY) + ". End something else first.");
    }

    private static List<Finding> running(Layout layout) {
        if (SupervisorLock.isHeld(layout)) {
            return List.of(good("Running", "yes: './kilat ps' says more"));
        }
        if (Leftovers.exist(layout)) {
            return List.of(
                    bad("Running", "parts that outlived their supervisor", "./kilat up ends them and starts afresh."));
        }
        var findings = new ArrayList<Finding>();
        findings.add(good("Running", "no"));
        findings.addAll(ports());
        return findings;
    }

    private static List<Finding> ports() {
        var ports = new Ports(0);
        var wanted = new ArrayList<>(List.of(ports.postgres(), ports.zooKeeper(), ports.kafka(), ports.management()));
        for (Component component : Component.values()) {
            wanted.add(component.port());
        }
        List<Finding> taken = wanted.stream()
                .filter(port -> !FreePort.isFree(port))
                .map(port -> bad(
                        "Port " + port,
                        "taken by " + PortOwner.describe(port).orElse("another program"),
                        "End that, or move all ports: ./kilat up --port-offset 1000"))
                .toList();
        return taken.isEmpty() ? List.of(good("Ports", "all " + wanted.size() + " are free")) : taken;
    }

    private static void print(Screen screen, List<Finding> findings) {
        var table = new Table();
        findings.forEach(finding -> table.row(
                finding.good() ? new Table.Cell("✔", Style.GREEN) : new Table.Cell("✘", Style.RED),
                Table.Cell.of(finding.subject()),
                Table.Cell.of(finding.words())));
        table.print(screen);
        List<Finding> bad = findings.stream().filter(finding -> !finding.good()).toList();
        if (!bad.isEmpty()) {
            screen.blank();
            bad.forEach(finding -> screen.line(finding.subject() + ": " + finding.advice()));
        }
    }

    private static Finding good(String subject, String words) {
        return new Finding(subject, true, words, "");
    }

    private static Finding bad(String subject, String words, String advice) {
        return new Finding(subject, false, words, advice);
    }
}
