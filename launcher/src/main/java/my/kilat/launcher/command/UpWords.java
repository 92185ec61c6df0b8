package my.kilat.launcher.command;

import my.kilat.launcher.supervise.UpOptions;
import picocli.CommandLine.Option;

/** The options that {@code up} passes on to the supervisor in the background. */
final class UpWords {
    @Option(names = "--kraft", description = "Kafka without ZooKeeper. Remembered with the data.")
    private boolean kraft;

    @Option(names = "--processes", description = "A JVM for each service instead of one for all.")
    private boolean processes;

    @Option(
            names = "--restart",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Start a part that dies again, after a pause. That is how it is: with --no-restart the others end"
                            + " too, as they do when a part dies more than five times within ten minutes.")
    private boolean restart;

    @Option(
            names = "--lan",
            description =
                    "Let other machines and phones in this network call the gateway; without it only this machine can.")
    private boolean lan;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "Add N to every port, so that two platforms can run side by side.")
    private int portOffset;

    UpOptions options() {
        return new UpOptions(kraft, processes, restart, lan, portOffset);
    }
}
