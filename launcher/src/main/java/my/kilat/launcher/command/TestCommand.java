package my.kilat.launcher.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.build.MavenLine;
import my.kilat.launcher.build.MavenRun;
import my.kilat.launcher.build.TestTotals;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.screen.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kilat test}. */
@Command(
        name = "test",
        description = "Run all tests: units, the platform, each service on real servers, and the whole from outside.",
        footerHeading = "%n",
        footer = "The servers of the tests are their own, on free ports; a running platform does not disturb them.")
public final class TestCommand implements Callable<Integer> {
    private static final int MOST_TROUBLE = 40;

    @Parameters(
            paramLabel = "MODULE",
            arity = "0..*",
            description = "Only these, such as service-booking; with --compose, checks such as kills.")
    private List<String> modules = List.of();

    @Option(
            names = "--compose",
            description = "Instead, prove on a Docker engine that the containers of infrastructure/ work. As root it"
                    + " installs and starts an engine where there is none.")
    private boolean compose;

    @Option(
            names = "--hostile",
            description =
                    "Instead, attack a platform of its own with everything that the contract lets one send, many at"
                            + " once, and judge what it costs. Takes some minutes; of the machine, nothing else should want much.")
    private boolean hostile;

    @Override
    public Integer call() {
        Context context = Context.ofProcess();
        if (compose) {
            return proveCompose(context.layout(), modules);
        }
        new PostgresProvision(context).ensureForTests();
        new TestProvision(context).ensure();
        Layout layout = context.layout();
        Screen screen = context.screen();
        Instant begin = Instant.now();
        var trouble = new ArrayList<String>();
        int code = new MavenRun(layout.home(), layout.log("test"))
                .run(arguments(context), line -> show(screen, line, trouble));
        Instant end = Instant.now();
        TestTotals totals = TestTotals.count(layout.home(), begin);
        // Maven is told to ignore test failures, and so also ignores a test JVM that died; it does print an error for
        // it.
        boolean good = code == 0 && totals.failed() == 0 && trouble.isEmpty();
        if (hostile) {
            showAttack(screen, layout);
        }
        print(screen, layout, totals, good, trouble, Duration.between(begin, end));
        return good ? 0 : 1;
    }

    private static void showAttack(Screen screen, Layout layout) {
        try (Stream<String> lines = Files.lines(layout.home().resolve("acceptance/target/attack.txt"))) {
            screen.blank();
            lines.forEach(screen::line);
        } catch (IOException e) {
            screen.line("The attack came to no report.");
        }
    }

    private static int proveCompose(Layout layout, List<String> checks) {
        Path proof = layout.home().resolve("acceptance/compose/run");
        var command = new ArrayList<>(List.of(proof.toString()));
        command.addAll(checks);
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new LauncherException("Cannot run " + proof + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while the containers were tested.", e);
        }
    }

    private List<String> arguments(Context context) {
        // Continues after a failure, also with the modules that depend on the failed one, so that the totals cover
        // everything. One module per processor (.mvn/maven.config), each in the test JVMs that its pom asks for.
        var arguments = new ArrayList<>(List.of("verify", "--fail-at-end", "-Dmaven.test.failure.ignore=true"));
        if (context.environment().flag("CI", false)) {
            arguments.add("-Dformat.goal=check");
        }
        if (hostile) {
            arguments.addAll(List.of(
                    "--also-make",
                    "--projects",
                    "acceptance",
                    "-Dtest=AttackTest",
                    "-Dsurefire.failIfNoSpecifiedTests=false",
                    "-Dkilat.hostile=true"));
        } else if (!modules.isEmpty()) {
            arguments.addAll(List.of("--also-make", "--projects", String.join(",", modules)));
        }
        return arguments;
    }

    private static void show(Screen screen, MavenLine line, List<String> trouble) {
        switch (line) {
            case MavenLine.Module(String name, int number, int of) ->
                screen.line(screen.styled(Style.BOLD, name) + screen.styled(Style.DIM, "  " + number + " of " + of));
            case MavenLine.TestClass(String name, int run, int failed, int skipped, double seconds) ->
                screen.line("  "
                        + (failed == 0 ? screen.styled(Style.GREEN, "✔") : screen.styled(Style.RED, "✘"))
                        + " " + name
                        + screen.styled(
                                Style.DIM,
                                "  " + run + (run == 1 ? " test" : " tests")
                                        + (failed == 0 ? "" : ", " + failed + " failed")
                                        + (skipped == 0 ? "" : ", " + skipped + " skipped")
                                        + ", " + Words.took(Duration.ofMillis(Math.round(seconds * 1000)))));
            case MavenLine.Trouble(String text) -> trouble.add(text);
        }
    }

    private static void print(
            Screen screen, Layout layout, TestTotals totals, boolean good, List<String> trouble, Duration took) {
        screen.blank();
        totals.failures().forEach(failure -> screen.line(screen.styled(Style.RED, "✘") + " " + failure));
        if (!good && totals.failed() == 0) {
            // No test failed, so the build itself did.
            trouble.stream().limit(MOST_TROUBLE).forEach(screen::line);
        }
        if (!good) {
            screen.line("Everything that was said is in " + layout.log("test"));
            screen.blank();
        }
        screen.line(screen.styled(
                Style.DIM,
                "in " + Words.took(took)
                        + Optional.of(totals.skipped())
                                .filter(skipped -> skipped > 0)
                                .map(skipped -> ", " + skipped + " skipped")
                                .orElse("")));
        // A build that breaks before the tests has no counts, and is a failure too.
        int failed = !good && totals.failed() == 0 ? 1 : totals.failed();
        screen.line(totals.passed() + " passed, " + failed + " failed");
    }
}
