package my.kilat.launcher.supervise;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import my.kilat.launcher.place.Layout;
import my.kilat.local.ChildProcess;
import my.kilat.local.ChildSlot;
import my.kilat.local.PidFile;
import my.kilat.local.Processes;

/** A shell that does something, as a part of the platform. */
class Program implements Unit {
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);

    private final Layout layout;
    private final String name;
    private String script;
    private final ChildSlot slot = new ChildSlot();

    Program(Layout layout, String name, String script) {
        this.layout = layout;
        this.name = name;
        this.script = script;
    }

    void becomes(String next) {
        script = next;
    }

    long pid() {
        return running().pid();
    }

    void kill() {
        Processes.killTree(running().handle());
        // The JDK takes note of it on another thread.
        await().until(() -> !isRunning());
    }

    /** The process that it is, or was. */
    final ChildProcess running() {
        return slot.child().orElseThrow();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "The program";
    }

    @Override
    public Path pidFile() {
        return layout.pidFile(name);
    }

    @Override
    public void launch() {
        try {
            Files.createDirectories(layout.home());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        slot.put(ChildProcess.start(
                List.of("sh", "-c", script), Map.of(), layout.home(), log(), new PidFile(pidFile())));
    }

    @Override
    public boolean isRunning() {
        return slot.isRunning();
    }

    @Override
    public String howItEnded() {
        return slot.howItEnded();
    }

    @Override
    public String ending() {
        return slot.ending();
    }

    @Override
    public Path log() {
        return layout.log(name);
    }

    @Override
    public void stop() {
        slot.end(TIME_TO_END);
    }

    @Override
    public void endLeftover() {}
}
