package my.kilat.dispatch.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import my.kilat.contract.dispatch.OfferFrame;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.event.OfferEnded;
import my.kilat.contract.event.OfferMade;
import my.kilat.dispatch.http.OfferView;
import my.kilat.dispatch.store.Offers;
import my.kilat.dispatch.store.Rides;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.FanOutSubscription;
import my.kilat.platform.json.Json;
import my.kilat.platform.security.Revocations;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.socket.ClientSocket;
import my.kilat.platform.socket.Frame;
import my.kilat.platform.socket.SocketRooms;
import my.kilat.platform.socket.SocketSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells runners on their sockets which offers are open. An event of any instance (fan-out) says only that a runner's offers have
 * changed: they are then read, those of many runners at once, and each client is sent the difference to what it shows. An event
 * that is lost, late or repeated leaves nothing wrong, for all are read again from time to time.
 */
public final class OfferFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OfferFeed.class);
    private static final short NOT_ALLOWED_ANY_MORE = 1008;

    /** Sockets of one runner here; as many as two gateways let through. */
    private static final int MOST_OF_A_RUNNER = 40;

    /** Runners whose offers are read at once. */
    private static final int BATCH = 100;

    /** Runs of the job after which all offers are read again. */
    private static final int READ_ALL_EVERY = 10;

    private final SocketRooms<OfferScreen, Boolean> rooms;
    private final Stores stores;
    private final Revocations revocations;
    private final Executor threads;
    private final InstantSource clock;
    private final Counter frames;
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isWoken = new AtomicBoolean();
    private final ReentrantLock turn = new ReentrantLock();
    private int runs;

    /** What is read. */
    public record Stores(Database database, Offers offers, Rides rides, OfferView view) {}

    /** A feed without sockets. */
    public OfferFeed(ServiceContext context, SocketSettings settings, Stores stores, InstantSource clock) {
        MeterRegistry meters = context.meters();
        this.rooms =
                new SocketRooms<>(context.vertx(), settings, meters, "dispatch", MOST_OF_A_RUNNER, () -> Boolean.TRUE);
        this.stores = stores;
        this.revocations = context.revocations();
        this.threads = context.virtualThreads();
        this.clock = clock;
        this.frames = Counter.builder("kilat.dispatch.frames")
                .description("Frames handed to clients")
                .register(meters);
    }

    /** Adds a socket, which is told first of what is open. */
    ClientSocket<OfferScreen> join(OfferScreen screen) {
        UUID runner = screen.runner().userId();
        ClientSocket<OfferScreen> socket = rooms.join(runner.toString(), screen);
        mark(runner);
        return socket;
    }

    /** Offers of runners who have a socket here. They are keyed by their booking, so all are looked at while anybody has one. */
    public FanOutSubscription subscription() {
        return FanOutSubscription.ofKeys(_ -> !rooms.isEmpty())
                .on(OfferMade.class, (_, made) -> mark(made.runnerId()))
                .on(OfferEnded.class, (_, ended) -> mark(ended.runnerId()));
    }

    private void mark(UUID runner) {
        if (rooms.has(runner.toString())) {
            changed.add(runner);
            if (isWoken.compareAndSet(false, true)) {
                wake();
            }
        }
    }

    private void wake() {
        try {
            threads.execute(() -> {
                isWoken.set(false);
                try {
                    tell();
                } catch (RuntimeException e) {
                    LOG.debug("offers are told later: {}", e.toString());
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the service is stopping: {}", e.toString());
        }
    }

    /**
     * Does what no event asks for: closes the sockets of sessions that have ended, tells of offers whose time is over, and again
     * of what could not be told before.
     */
    public void keepUp() {
        rooms.all().filter(socket -> hasEnded(socket.client())).forEach(socket -> {
            var _ = socket.close(NOT_ALLOWED_ANY_MORE, "your session has ended");
        });
        turn.lock();
        try {
            Instant now = clock.instant();
            boolean all = ++runs % READ_ALL_EVERY == 0;
            rooms.all()
                    .map(ClientSocket::client)
                    .filter(screen -> all || screen.isOutdated(now))
                    .forEach(screen -> changed.add(screen.runner().userId()));
        } finally {
            turn.unlock();
        }
        tell();
    }

    private boolean hasEnded(OfferScreen screen) {
        return revocations.isRevoked(screen.runner().userId(), screen.runner().sessionGeneration());
    }

    /** One at a time, so that every client is told in one order. */
    private void tell() {
        turn.lock();
        try {
            List<UUID> some = take();
            while (!some.isEmpty()) {
                try {
                    tell(some);
                } catch (RuntimeException e) {
                    changed.addAll(some);
                    throw e;
                }
                some = take();
            }
        } finally {
            turn.unlock();
        }
    }

    /** Taken before their offers are read: whatever changes afterwards marks them again. */
    private List<UUID> take() {
        List<UUID> some = changed.stream().limit(BATCH).toList();
        some.forEach(changed::remove);
        return some;
    }

    private void tell(List<UUID> runners) {
        Map<UUID, List<ClientSocket<OfferScreen>>> sockets = new HashMap<>();
        for (UUID runner : runners) {
            rooms.room(runner.toString()).ifPresent(room -> sockets.put(runner, room.sockets()));
        }
        if (sockets.isEmpty()) {
            return;
        }
        Map<UUID, List<OfferResource>> open = open(sockets.keySet());
        Map<ClientSocket<OfferScreen>, List<OfferResource>> ended = new HashMap<>();
        sockets.forEach((runner, of) ->
                of.forEach(socket -> ended.put(socket, socket.client().ended(open.getOrDefault(runner, List.of())))));
        tellOfEnds(ended);
        sockets.forEach((runner, of) -> of.forEach(socket -> socket.client()
                .putOn(open.getOrDefault(runner, List.of()))
                .forEach(offer -> send(socket, Frame.of(Json.text(OfferFrame.of(offer)))))));
    }

    private Map<UUID, List<OfferResource>> open(Collection<UUID> runners) {
        List<Offers.Offer> rows = stores.offers.openOf(stores.database, runners, clock.instant());
        List<OfferResource> shown = stores.view.show(rows);
        Map<UUID, List<OfferResource>> open = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            open.computeIfAbsent(rows.get(i).runnerId(), _ -> new ArrayList<>()).add(shown.get(i));
        }
        return open;
    }

    private void tellOfEnds(Map<ClientSocket<OfferScreen>, List<OfferResource>> ended) {
        Endings endings = Endings.of(
                stores.database,
                stores.offers,
                stores.rides,
                ended.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
        ended.forEach((socket, offers) -> offers.forEach(offer -> {
            socket.client().takeOff(offer);
            send(socket, endings.frameOf(offer));
        }));
    }

    private void send(ClientSocket<OfferScreen> socket, Frame frame) {
        socket.offer(frame);
        frames.increment();
    }

    /** Accepts no more sockets, and closes all with status 1001. */
    @Override
    public void close() {
        rooms.close();
    }
}
