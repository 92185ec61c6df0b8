package my.kilat.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs programs that do one thing and exit. */
final class Commands {
    private Commands() {}

    /**
     * Runs a program to its end, in a {@linkplain CleanEnvironment clean environment}.
     *
     * @param name of the program in messages
     * @param directory its working directory
     * @param environment variables to set
     * @return its output, errors included
     * @throws LocalServerException if it fails; the message contains its output
     */
    static String run(String name, List<String> command, Path directory, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        CleanEnvironment.apply(builder.environment());
        builder.environment().putAll(environment);
        try {
            Process child = builder.redirectErrorStream(true).start();
            child.getOutputStream().close();
            String output;
            try (var reader = child.inputReader()) {
                output = reader.readAllAsString().strip();
            }
            if (child.waitFor() != 0) {
                throw new LocalServerException(name + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new LocalServerException("Could not run " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServerException("Interrupted while " + name + " ran.", e);
        }
    }
}
