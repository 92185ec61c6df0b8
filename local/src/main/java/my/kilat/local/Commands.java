package my.kilat.local;

import java.io.IOException;

/** Programs that do one thing and end. */
final class Commands {
    private Commands() {}

    /**
     * Runs a program to its end.
     *
     * @param name what to call it in messages
     * @return what it wrote, errors included
     * @throws LocalServerException when it fails; the message holds what it wrote
     */
    static String run(String name, ProcessBuilder builder) {
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
