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
import my.kilat.local.LocalServerException;
import my.kilat.local.PidFile;
import my.kilat.local.Processes;
import org.jspecify.annotations.Nullable;

/** A shell that does something, as a part of the platform. */
final class Program implements Unit {
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);

    private final Layout layout;
    private final String name;
    private String script;
    private volatile boolean fails;
    private @Nullable ChildProcess process;

    Program(Layout layout, String name, String script) {
        this.layout = layout;
        this.name = name;
        this.script = script;
    }

    /** Whether it fails to be suspended, though it is, and to be resumed. */
    void failsToBeSuspended(boolean whether) {
        fails = whether;
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

    private synchronized ChildProcess running() {
        ChildProcess running = process;
        if (running == null) {
            throw new IllegalStateException("was never launched, or has been ended");
        }
        return running;
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
    public synchronized void launch() {
        try {
            Files.createDirectories(layout.home());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        process =
                ChildProcess.start(List.of("sh", "-c", script), Map.of(), layout.home(), log(), new PidFile(pidFile()));
    }

    @Override
    public synchronized boolean isRunning() {
        ChildProcess running = process;
        return running != null && running.isAlive();
    }

    @Override
    public synchronized String howItEnded() {
        ChildProcess last = process;
        return last == null ? "" : last.howItEnded();
    }

    @Override
    public synchronized String ending() {
        ChildProcess last = process;
        return last == null ? "" : last.ending();
    }

    @Override
    public Path log() {
        return layout.log(name);
    }

    @Override
    public synchronized void stop() {
        ChildProcess running = process;
        if (running != null) {
            running.end(TIME_TO_END);
            process = null;
        }
    }

    @Override
    public void endLeftover() {}

    @Override
    public void pause() {
        running().suspend();
        failIfAskedTo();
    }

    @Override
    public void resume() {
        failIfAskedTo();
        running().resume();
    }

    private void failIfAskedTo() {
        if (fails) {
            throw new LocalServerException("No process can be started.");
        }
    }
}
