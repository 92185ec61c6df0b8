package my.kilat.launcher.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.build.MavenLine;
import my.kilat.launcher.build.MavenRun;
import my.kilat.launcher.machine.ShutdownHook;
import my.kilat.local.Processes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code kilat bench}: builds the module {@code bench} and runs its main class. */
@Command(
        name = "bench",
        description =
                "Measure rides, live positions, growth, or the gateway beside its peers; 'kilat bench --help' says how.")
public final class BenchCommand implements Callable<Integer> {
    private static final String MAIN_CLASS = "my.kilat.bench.Main";
    private static final Duration TIME_TO_END = Duration.ofSeconds(60);

    /** Passed on to the bench unchanged, so that an option stays next to its value. */
    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        Context context = Context.ofProcess();
        Path module = context.layout().home().resolve("bench");
        build(context);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(module),
                MAIN_CLASS));
        command.addAll(words);
        try {
            Process bench = new ProcessBuilder(command).inheritIO().start();
            // The bench ends the processes that it started, and reports that itself: the hook waits for it.
            try (var _ = ShutdownHook.set("end-bench", () -> Processes.end(bench.toHandle(), TIME_TO_END))) {
                return bench.waitFor();
            }
        } catch (IOException e) {
            throw new LauncherException("Could not start the bench: " + e.getMessage(), e);
        }
    }

    private static void build(Context context) {
        var trouble = new ArrayList<String>();
        int code = new MavenRun(context.layout().home(), context.layout().log("build-bench"))
                .run(
                        List.of(
                                "package",
                                "-Dmaven.test.skip=true",
                                "-Dspotless.skip=true",
                                "--projects",
                                "bench",
                                "--also-make"),
                        line -> {
                            if (line instanceof MavenLine.Trouble(String text)) {
                                trouble.add(text);
                            }
                        });
        if (code != 0) {
            throw new LauncherException("The bench could not be built; see "
                    + context.layout().log("build-bench") + "\n" + String.join("\n", trouble));
        }
    }

    private static String classPath(Path module) {
        var entries = new ArrayList<String>();
        entries.add(module.resolve("target/classes").toString());
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(module.resolve("target/lib"), "*.jar")) {
            libraries.forEach(library -> entries.add(library.toString()));
        } catch (IOException e) {
            throw new LauncherException("The libraries of the bench are not in " + module.resolve("target/lib"), e);
        }
        return String.join(":", entries);
    }
}
