package my.kilat.launcher.command;

import java.util.concurrent.Callable;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceTable;
import my.kilat.platform.service.ServiceMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kilat run}. */
@Command(
        name = "run",
        description = "Run one service alone, in the foreground, with the settings of the environment.",
        footerHeading = "%n",
        footer = "For instance: SERVICE_PORT=8001 DB_HOST=db KAFKA_BROKERS=kafka:9092 ./kilat run booking")
public final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", description = "Such as gateway or booking; 'kilat services' lists them.")
    private String service = "";

    @Override
    public Integer call() throws InterruptedException {
        ServiceEntry entry = ServiceTable.find(service);
        ServiceMain.run(entry.build());
        // Runs until the process is told to end.
        Thread.currentThread().join();
        return 0;
    }
}
