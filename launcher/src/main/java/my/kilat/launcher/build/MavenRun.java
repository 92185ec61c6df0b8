package my.kilat.launcher.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.machine.ShutdownHook;
import my.kilat.local.Processes;

/** Runs Maven: its whole output goes to a log file, and its progress to a reader. */
public final class MavenRun {
    private final Path home;
    private final Path log;

    /**
     * @param home the source tree
     * @param log the file for its output; replaced
     */
    public MavenRun(Path home, Path log) {
        this.home = home;
        this.log = log;
    }

    /**
     * Runs it to its end. It is ended together with this process.
     *
     * @return its exit code
     */
    public int run(List<String> arguments, Consumer<MavenLine> reader) {
        var command = new ArrayList<String>();
        command.add(home.resolve("mvnw").toString());
        command.add("--batch-mode");
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process maven = builder.start();
            maven.getOutputStream().close();
            try (var _ = ShutdownHook.set("end-maven", () -> Processes.killTree(maven.toHandle()))) {
                follow(maven, reader);
                return maven.waitFor();
            }
        } catch (IOException e) {
            throw new LauncherException("Could not run Maven: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while Maven ran.", e);
        }
    }

    private void follow(Process maven, Consumer<MavenLine> reader) throws IOException {
        try (BufferedReader output = maven.inputReader();
                var copy = Files.newBufferedWriter(log)) {
            String line = output.readLine();
            while (line != null) {
                copy.write(line);
                copy.newLine();
                copy.flush();
                MavenLine.parse(line).ifPresent(reader);
                line = output.readLine();
            }
        }
    }
}
