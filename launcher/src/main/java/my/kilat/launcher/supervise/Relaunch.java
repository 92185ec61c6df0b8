package my.kilat.launcher.supervise;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.Ports;
import my.kilat.launcher.place.StateBoard;
import my.kilat.launcher.service.ServiceJvm;
import my.kilat.local.LocalServer;

/** Starts a part of a running platform again, and returns when it is ready. */
final class Relaunch implements Consumer<Unit> {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    private final RunningUnits units;
    private final Ports ports;
    private final StateBoard board;

    Relaunch(RunningUnits units, Ports ports, StateBoard board) {
        this.units = units;
        this.ports = ports;
        this.board = board;
    }

    /**
     * There is no time limit for services: their process lives, and may be waiting for a server that is unreachable.
     *
     * @throws CancellationException if everything is being ended
     */
    @Override
    public void accept(Unit unit) {
        units.launch(unit);
        if (unit instanceof Unit.Server(String name, LocalServer server)) {
            server.awaitReady();
            units.ready(name);
        }
        if (unit instanceof Unit.Services(ServiceJvm jvm, var _)) {
            var readiness = new ServiceReadiness(units, ports, board, jvm.services());
            do {
                pause(CHECK_INTERVAL);
                units.throwIfClosed();
                if (!jvm.isRunning()) {
                    throw new LauncherException(unit.title() + " " + jvm.ending());
                }
            } while (!readiness.check());
        }
    }

    /** @throws CancellationException if the thread is told to end */
    static void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}
