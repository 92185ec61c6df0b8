package my.kilat.platform.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import my.kilat.platform.failure.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets that are open at this instance, in rooms: those of one room are told the same. What is told comes from the topics,
 * which every instance reads (fan-out), so it does not matter which instance made it happen. Safe for several threads.
 *
 * @param <C> what the service keeps about a client
 * @param <S> what it keeps about a room, for as long as somebody is in it
 */
public final class SocketRooms<C, S> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketRooms.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final short GOING_AWAY = 1001;

    /** Frames that wait for clients, of all sockets together; some of 600 bytes each. */
    private static final int MOST_WAITING = 50_000;

    private static final int QUEUE_WHEN_FULL = 2;

    private final Vertx vertx;
    private final SocketSettings settings;
    private final int mostInARoom;
    private final Supplier<S> newState;
    private final ConcurrentMap<String, Room<C, S>> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter dropped;
    private volatile boolean closing;

    /**
     * Rooms without sockets.
     *
     * @param meters gets {@code kilat.<service>.sockets}, {@code .frames.waiting} and {@code .frames.dropped}
     * @param service its short name
     * @param mostInARoom sockets in one room at once
     * @param newState makes what is kept about a room
     */
    public SocketRooms(
            Vertx vertx,
            SocketSettings settings,
            MeterRegistry meters,
            String service,
            int mostInARoom,
            Supplier<S> newState) {
        this.vertx = vertx;
        this.settings = settings;
        this.mostInARoom = mostInARoom;
        this.newState = newState;
        String prefix = "kilat." + service;
        this.dropped = Counter.builder(prefix + ".frames.dropped")
                .description("States that a slow client was not shown")
                .register(meters);
        Gauge.builder(prefix + ".sockets", sockets, AtomicInteger::get)
                .description("Clients with an open socket")
                .register(meters);
        Gauge.builder(prefix + ".frames.waiting", waiting, AtomicInteger::get)
                .description("Frames in memory that wait for clients to take them")
                .register(meters);
    }

    /** The sockets that are told the same. */
    public static final class Room<C, S> {
        private final S state;
        private volatile List<ClientSocket<C>> sockets = List.of();

        private Room(S state) {
            this.state = state;
        }

        /** What the service keeps about the room. */
        public S state() {
            return state;
        }

        /** Those that are in it now. */
        public List<ClientSocket<C>> sockets() {
            return sockets;
        }
    }

    /**
     * Adds a socket, which is about to open.
     *
     * @param room its key
     * @throws Failure.Unavailable when the service is about to stop, or has as many sockets as it may have
     * @throws Failure.TooManyRequests when the room has
     */
    public ClientSocket<C> join(String room, C client) {
        if (sockets.incrementAndGet() > settings.most()) {
            sockets.decrementAndGet();
            throw new Failure.Unavailable("too many sockets are open here; try again in a moment");
        }
        ClientSocket<C> socket = new ClientSocket<>(this, vertx, settings, room, client);
        if (!enter(room, socket)) {
            sockets.decrementAndGet();
            socket.notOpened();
            throw new Failure.TooManyRequests("too many sockets are open; close one first", RETRY_AFTER);
        }
        if (closing) {
            socket.notOpened();
            throw new Failure.Unavailable("the service is stopping; try again");
        }
        return socket;
    }

    private boolean enter(String key, ClientSocket<C> socket) {
        Room<C, S> entered = rooms.compute(key, (_, existing) -> {
            Room<C, S> room = existing == null ? new Room<>(newState.get()) : existing;
            if (room.sockets.size() < mostInARoom) {
                List<ClientSocket<C>> more = new ArrayList<>(room.sockets);
                more.add(socket);
                room.sockets = List.copyOf(more);
            }
            return room;
        });
        return entered.sockets.contains(socket);
    }

    /** Removes a socket; without effect when that has been done. */
    void leave(ClientSocket<C> socket) {
        rooms.computeIfPresent(socket.room(), (_, room) -> {
            List<ClientSocket<C>> rest = new ArrayList<>(room.sockets);
            if (rest.remove(socket)) {
                sockets.decrementAndGet();
            }
            room.sockets = List.copyOf(rest);
            return rest.isEmpty() ? null : room;
        });
    }

    /** The room of that key, if somebody is in it. */
    public Optional<Room<C, S>> room(String key) {
        return Optional.ofNullable(rooms.get(key));
    }

    /** Whether somebody is in the room of that key. */
    public boolean has(String key) {
        return rooms.containsKey(key);
    }

    /** Whether nobody is in any room. */
    public boolean isEmpty() {
        return rooms.isEmpty();
    }

    /** All sockets, of every room. */
    public Stream<ClientSocket<C>> all() {
        return rooms.values().stream().flatMap(room -> room.sockets.stream());
    }

    void countDropped() {
        dropped.increment();
    }

    /** More frames wait, or fewer. */
    void countWaiting(int more) {
        if (more != 0) {
            waiting.addAndGet(more);
        }
    }

    /** How many frames may wait for one client: two when too many wait for all of them together. */
    int queueLimit(int wanted) {
        return waiting.get() < MOST_WAITING ? wanted : QUEUE_WHEN_FULL;
    }

    /** Accepts no more sockets, and closes all with status 1001. */
    @Override
    public void close() {
        closing = true;
        List<Future<Void>> closed = all().map(socket -> socket.close(GOING_AWAY, "the service is stopping"))
                .toList();
        try {
            Future.join(closed)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not every socket was closed in time: {}", e.toString());
        }
    }
}
