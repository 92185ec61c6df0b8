package my.kilat.launcher.supervise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.log.LogFiles;
import my.kilat.launcher.machine.Web;
import my.kilat.launcher.place.Child;
import my.kilat.launcher.place.Coordination;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.place.StateBoard;
import my.kilat.launcher.service.SaysItself;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceJvm;
import my.kilat.launcher.service.ServiceTable;
import my.kilat.local.LocalPostgres;
import my.kilat.local.LocalServer;
import my.kilat.local.LocalServerException;
import my.kilat.platform.settings.Environment;

/**
 * Starts and watches all parts, and ends them when told to. A part that dies is restarted; if that does not help, or is not
 * wanted, all the others are ended too. None of the processes it started outlives it, unless it is killed itself; then the
 * next supervisor ends them.
 */
public final class Supervisor {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** After this long, the reason why a service is not ready is displayed. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    private final Layout layout;
    private final UpOptions options;
    private final Coordination coordination;
    private final Fleet fleet;
    private final Duration patience;
    private final StateBoard board;
    private final SupervisorLog log;
    private final List<Unit> running = new ArrayList<>();
    private final Map<String, Long> launched = new HashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean ending;

    /**
     * @param view is shown every change
     * @throws LauncherException if the options do not match the existing data
     */
    public Supervisor(Layout layout, UpOptions options, Environment environment, Consumer<PlatformState> view) {
        this.layout = layout;
        this.options = options;
        this.log = new SupervisorLog(layout);
        this.coordination = Coordination.choose(layout.coordination(), options.kraft());
        this.fleet = Fleet.of(layout, options, coordination, environment);
        this.patience = environment.duration("KILAT_UP_WAIT", PATIENCE);
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
            if (!ending) {
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
        fleet.serviceUnits().forEach(this::launch);
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
        start(Fleet.POSTGRES, postgres);
        new DatabaseScript(layout).runIfChanged(postgres);
        ready(Fleet.POSTGRES);
    }

    private void startBroker() {
        if (fleet.kafka().isEmpty()) {
            board.part(Fleet.KAFKA, Progress.READY, 0);
            return;
        }
        coordination.remember(layout.coordination());
        // Starts at once: the broker waits for its ZooKeeper by itself.
        fleet.zooKeeper().ifPresent(server -> launch(new Unit.Server(Fleet.ZOOKEEPER, server)));
        launch(new Unit.Server(Fleet.KAFKA, fleet.kafka().orElseThrow()));
        fleet.zooKeeper().ifPresent(server -> {
            server.awaitReady();
            ready(Fleet.ZOOKEEPER);
        });
        fleet.kafka().orElseThrow().awaitReady();
        ready(Fleet.KAFKA);
    }

    private void start(String name, LocalServer server) {
        launch(new Unit.Server(name, server));
        server.awaitReady();
    }

    private void launch(Unit unit) {
        synchronized (running) {
            if (ending) {
                throw new CancellationException();
            }
            launched.put(unit.name(), System.nanoTime());
            board.progress(unit.name(), Progress.STARTING);
            unit.launch();
            running.removeIf(other -> other.name().equals(unit.name()));
            running.add(unit);
            board.started(Child.of(unit.name(), unit.pidFile(), System.currentTimeMillis()));
        }
    }

    private void awaitServices(CompletableFuture<Void> broker) {
        long begin = System.nanoTime();
        List<ServiceEntry> waiting = new ArrayList<>(ServiceTable.ALL);
        Map<ServiceEntry, String> reasons = new HashMap<>();
        while (!waiting.isEmpty()) {
            pause(GLANCE);
            if (broker.isCompletedExceptionally()) {
                join(broker);
            }
            throwIfDead();
            waiting.removeIf(service -> isReady(service, reasons));
            long waited = System.nanoTime() - begin;
            if (waited > patience.toNanos()) {
                throw new LauncherException(outOfPatience(waiting, reasons));
            }
            if (waited > SILENCE.toNanos()) {
                reasons.forEach((service, why) -> board.words(service.name(), why));
            }
        }
    }

    private String outOfPatience(List<ServiceEntry> waiting, Map<ServiceEntry, String> reasons) {
        return "Not everything was ready within " + patience.toSeconds() + " s:\n"
                + waiting.stream()
                        .map(service -> "  " + service.name() + " waits: "
                                + reasons.getOrDefault(service, "for its first answer"))
                        .collect(Collectors.joining("\n"))
                + "\nSee ./kilat logs " + waiting.getFirst().name();
    }

    private boolean isReady(ServiceEntry service, Map<ServiceEntry, String> reasons) {
        SaysItself says = SaysItself.of(Web.get(service.healthUrl(fleet.ports()), Duration.ofSeconds(2)));
        if (!says.ready()) {
            reasons.put(service, says.waitsFor());
            return false;
        }
        reasons.remove(service);
        ready(service.name());
        board.words(service.name(), String.join("; ", says.alarms()));
        return true;
    }

    private void watch() {
        var restarts = new Restarts(System::nanoTime, board, log, this::startAgain);
        long nextTidying = System.nanoTime() + LogFiles.INTERVAL.toNanos();
        while (!ending) {
            pause(GLANCE.multipliedBy(2));
            if (options.restart()) {
                restarts.look(units());
            } else {
                throwIfDead();
            }
            if (System.nanoTime() > nextTidying) {
                LogFiles.makeRoom(layout.logs());
                nextTidying = System.nanoTime() + LogFiles.INTERVAL.toNanos();
            }
        }
    }

    /**
     * Returns when it is ready. There is no time limit: its process lives, and may be waiting for a server that is
     * unreachable.
     */
    private void startAgain(Unit unit) {
        launch(unit);
        if (unit instanceof Unit.Server(String name, LocalServer server)) {
            server.awaitReady();
            ready(name);
        }
        if (unit instanceof Unit.Services(ServiceJvm jvm, var _)) {
            var waiting = new ArrayList<>(jvm.services());
            while (!waiting.isEmpty()) {
                pause(GLANCE.multipliedBy(2));
                if (ending) {
                    throw new CancellationException();
                }
                if (!jvm.isRunning()) {
                    throw new LauncherException(unit.title() + " " + jvm.ending());
                }
                waiting.removeIf(service -> isReady(service, new HashMap<>()));
            }
        }
    }

    /** Empty as soon as all are being ended. */
    private List<Unit> units() {
        synchronized (running) {
            return ending ? List.of() : List.copyOf(running);
        }
    }

    private void throwIfDead() {
        units().stream().filter(unit -> !unit.isRunning()).findFirst().ifPresent(unit -> {
            throw new LauncherException(unit.title() + " " + unit.howItEnded());
        });
    }

    private void end(Phase last, String message) {
        boolean first;
        synchronized (running) {
            first = !ending;
            ending = true;
        }
        if (first) {
            endAll();
            if (last == Phase.FAILED) {
                log.error(message);
                board.failed(message);
            } else {
                board.phase(last);
            }
            ended.countDown();
        } else {
            awaitEnd();
        }
    }

    private void endAll() {
        List<Unit> units = List.copyOf(running);
        board.phase(Phase.STOPPING);
        stopAll(units.stream().filter(Unit.Services.class::isInstance).toList());
        // The database and the broker are independent; the broker needs ZooKeeper to shut down.
        CompletableFuture<Void> database = CompletableFuture.runAsync(() -> stopNamed(units, Fleet.POSTGRES), VIRTUAL);
        stopNamed(units, Fleet.KAFKA);
        stopNamed(units, Fleet.ZOOKEEPER);
        database.join();
        board.noChildren();
    }

    /** Another thread is ending everything already. */
    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopAll(List<Unit> units) {
        CompletableFuture.allOf(units.stream()
                        .map(unit -> CompletableFuture.runAsync(() -> stop(unit), VIRTUAL))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private void stopNamed(List<Unit> units, String name) {
        units.stream().filter(unit -> unit.name().equals(name)).forEach(this::stop);
    }

    private void stop(Unit unit) {
        unit.stop();
        board.progress(unit.name(), Progress.STOPPED);
    }

    private void ready(String part) {
        String child = board.state().part(part).orElseThrow().child();
        synchronized (running) {
            board.part(part, Progress.READY, millisSince(launched.getOrDefault(child, System.nanoTime())));
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

    private static void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}
