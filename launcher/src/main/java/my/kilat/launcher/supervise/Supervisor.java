package my.kilat.launcher.supervise;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.log.LogFiles;
import my.kilat.launcher.place.Coordination;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.place.StateBoard;
import my.kilat.launcher.service.ServiceTable;
import my.kilat.local.LocalPostgres;
import my.kilat.local.LocalServerException;
import my.kilat.platform.settings.Environment;

/**
 * Starts and watches all parts, and ends them when told to. A part that dies is restarted; if that does not help, or is not
 * wanted, all the others are ended too. On a development platform it takes orders of the console by a {@link ControlServer}.
 * None of the processes it started outlives it, unless it is killed itself; then the next supervisor ends them.
 */
public final class Supervisor {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    /** After this long, the reason why a service is not ready is displayed. */
    private static final Duration SHOW_REASONS_AFTER = Duration.ofSeconds(5);

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final Layout layout;
    private final Coordination coordination;
    private final Fleet fleet;
    private final Duration startTimeout;
    private final StateBoard board;
    private final SupervisorLog log;
    private final RunningUnits units;
    private final Control control;
    private final Optional<ControlServer> orders;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param view is shown every change
     * @throws LauncherException if the options do not match the existing data
     */
    public Supervisor(Layout layout, UpOptions options, Environment environment, Consumer<PlatformState> view) {
        this.layout = layout;
        this.log = new SupervisorLog(layout);
        this.coordination = Coordination.choose(layout.coordination(), options.kraft());
        this.orders = environment.development() ? Optional.of(ControlServer.open()) : Optional.empty();
        this.fleet = Fleet.of(
                layout,
                options,
                coordination,
                environment,
                orders.map(ControlServer::settings).orElse(Map.of()));
        this.startTimeout = environment.duration("KILAT_UP_WAIT", START_TIMEOUT);
        this.board = new StateBoard(
                layout,
                new PlatformState(
                        Phase.STARTING,
                        "",
                        ProcessHandle.current().pid(),
                        System.currentTimeMillis(),
                        0,
                        0,
                        options.portOffset(),
                        fleet.parts(),
                        List.of()),
                view);
        this.units = new RunningUnits(board);
        var restarts = new Restarts(
                System::nanoTime, board, log, new Relaunch(units, fleet.ports(), board), options.restart());
        this.control = new Control(board, units, restarts, new Suspension(System::nanoTime, board, log));
        orders.ifPresent(server -> server.serve(control));
    }

    /**
     * Runs until told to end or until a part dies for good.
     *
     * @return the exit code: 0 only if it was told to end
     */
    public int run() {
        try {
            start();
            watch();
        } catch (CancellationException toldToEnd) {
            // The reason does not matter: everything is ended.
        } catch (RuntimeException e) {
            if (!units.isClosed()) {
                end(Phase.FAILED, sentence(e));
                return 1;
            }
        }
        awaitEnd();
        return 0;
    }

    /** Ends everything in order, called from another thread, and returns when it is done. */
    public void end() {
        end(Phase.STOPPED, "");
    }

    private void start() {
        Leftovers.end(layout);
        Preflight.check(layout, fleet);
        LogFiles.makeRoom(layout.logs());
        long begin = System.nanoTime();
        CompletableFuture<Void> broker = CompletableFuture.runAsync(this::startBroker, VIRTUAL);
        startDatabase();
        long servicesBegin = System.nanoTime();
        fleet.serviceUnits().forEach(units::launch);
        awaitServices(broker);
        join(broker);
        board.up(millisSince(begin), millisSince(servicesBegin));
    }

    private void startDatabase() {
        if (fleet.postgres().isEmpty()) {
            fleet.external().database().ifPresent(_ -> {
                fleet.external().checkDatabases();
                board.part(Fleet.POSTGRES, Progress.READY, 0);
            });
            return;
        }
        LocalPostgres postgres = fleet.postgres().orElseThrow();
        units.launch(new Unit.Server(Fleet.POSTGRES, postgres));
        postgres.awaitReady();
        new DatabaseScript(layout).runIfChanged(postgres);
        units.ready(Fleet.POSTGRES);
    }

    private void startBroker() {
        if (fleet.kafka().isEmpty()) {
            board.part(Fleet.KAFKA, Progress.READY, 0);
            return;
        }
        coordination.remember(layout.coordination());
        // Starts at once: the broker waits for its ZooKeeper by itself.
        fleet.zooKeeper().ifPresent(server -> units.launch(new Unit.Server(Fleet.ZOOKEEPER, server)));
        units.launch(new Unit.Server(Fleet.KAFKA, fleet.kafka().orElseThrow()));
        fleet.zooKeeper().ifPresent(server -> {
            server.awaitReady();
            units.ready(Fleet.ZOOKEEPER);
        });
        fleet.kafka().orElseThrow().awaitReady();
        units.ready(Fleet.KAFKA);
    }

    private void awaitServices(CompletableFuture<Void> broker) {
        var readiness = new ServiceReadiness(units, fleet.ports(), board, ServiceTable.ALL);
        long begin = System.nanoTime();
        while (true) {
            Relaunch.pause(CHECK_INTERVAL);
            if (broker.isCompletedExceptionally()) {
                join(broker);
            }
            units.throwIfDead();
            if (readiness.check()) {
                return;
            }
            long waited = millisSince(begin);
            if (waited > SHOW_REASONS_AFTER.toMillis()) {
                readiness.showReasons();
            }
            if (waited > startTimeout.toMillis()) {
                throw new LauncherException(
                        "Not everything was ready within " + startTimeout.toSeconds() + " s:\n" + readiness.describe());
            }
        }
    }

    private void watch() {
        long nextTidying = System.nanoTime() + LogFiles.INTERVAL.toNanos();
        while (!units.isClosed()) {
            Relaunch.pause(CHECK_INTERVAL.multipliedBy(2));
            control.look();
            if (System.nanoTime() > nextTidying) {
                LogFiles.makeRoom(layout.logs());
                nextTidying = System.nanoTime() + LogFiles.INTERVAL.toNanos();
            }
        }
    }

    private void end(Phase last, String message) {
        if (!units.close()) {
            awaitEnd(); // another thread is ending everything already
            return;
        }
        board.phase(Phase.STOPPING);
        orders.ifPresent(ControlServer::close);
        units.endAll();
        if (last == Phase.FAILED) {
            log.error(message);
            board.failed(message);
        } else {
            board.phase(last);
        }
        ended.countDown();
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(CompletableFuture<Void> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static String sentence(RuntimeException e) {
        return switch (e) {
            case LauncherException known -> String.valueOf(known.getMessage());
            case LocalServerException known -> String.valueOf(known.getMessage());
            default -> "Something unforeseen happened: " + e;
        };
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
