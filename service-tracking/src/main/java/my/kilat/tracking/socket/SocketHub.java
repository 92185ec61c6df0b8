package my.kilat.tracking.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.platform.event.FanOutSubscription;
import my.kilat.platform.failure.Failure;
import my.kilat.tracking.domain.StatusChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets that are open at this instance, by booking. What is sent to them comes from the topics, which every instance reads
 * (fan-out): it does not matter which instance stored a position or applied an event.
 */
public final class SocketHub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketHub.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final short GOING_AWAY = 1001;
    private static final short NOT_ALLOWED_ANY_MORE = 1008;

    /** Frames that wait for clients, of all sockets together; some of 600 bytes each. */
    private static final int MOST_WAITING = 50_000;

    private static final int QUEUE_WHEN_FULL = 2;

    private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int most;
    private final Counter locations;
    private final Counter statuses;
    private final Counter dropped;
    private volatile boolean closing;

    /**
     * A hub without sockets.
     *
     * @param most sockets at once
     */
    public SocketHub(MeterRegistry meters, int most) {
        this.most = most;
        this.locations = frames(meters, "location");
        this.statuses = frames(meters, "status");
        this.dropped = Counter.builder("kilat.tracking.frames.dropped")
                .description("Positions that a slow client was not shown")
                .register(meters);
        Gauge.builder("kilat.tracking.sockets", sockets, AtomicInteger::get)
                .description("Clients that follow a booking")
                .register(meters);
        Gauge.builder("kilat.tracking.frames.waiting", waiting, AtomicInteger::get)
                .description("Frames in memory that wait for clients to take them")
                .register(meters);
    }

    private static Counter frames(MeterRegistry meters, String kind) {
        return Counter.builder("kilat.tracking.frames")
                .description("Frames handed to clients")
                .tag("kind", kind)
                .register(meters);
    }

    /** The sockets of one booking. */
    private static final class Room {
        private static final int REMEMBERED = 64;

        private volatile List<ClientSocket> followers = List.of();
        private final Set<UUID> delivered = new HashSet<>();
        private final CurrentRunner runners = new CurrentRunner();

        /** Whether an event comes for the first time; a published event may come again. */
        boolean isFirstDelivery(UUID event) {
            if (delivered.size() >= REMEMBERED) {
                delivered.clear();
            }
            return delivered.add(event);
        }
    }

    /**
     * Adds a socket.
     *
     * @throws Failure.Unavailable when the service is about to stop, or has as many sockets as it may have
     */
    void join(ClientSocket follower) {
        if (sockets.incrementAndGet() > most) {
            sockets.decrementAndGet();
            throw new Failure.Unavailable("too many sockets are open here; try again in a moment");
        }
        rooms.compute(follower.request().booking(), (booking, existing) -> {
            Room room = existing == null ? new Room() : existing;
            List<ClientSocket> more = new ArrayList<>(room.followers);
            more.add(follower);
            room.followers = List.copyOf(more);
            return room;
        });
        if (closing) {
            leave(follower);
            throw new Failure.Unavailable("the service is stopping; try again");
        }
    }

    /** Removes a socket; without effect when that has been done. */
    void leave(ClientSocket follower) {
        rooms.computeIfPresent(follower.request().booking(), (booking, room) -> {
            List<ClientSocket> rest = new ArrayList<>(room.followers);
            if (rest.remove(follower)) {
                sockets.decrementAndGet();
            }
            room.followers = List.copyOf(rest);
            return rest.isEmpty() ? null : room;
        });
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

    /** Positions on trips and every event of a booking, of bookings that somebody follows here. */
    public FanOutSubscription subscription() {
        return FanOutSubscription.ofKeys(rooms::containsKey)
                .on(TrackingUpdated.class, this::showPosition)
                .on(BookingEvent.class, this::showStatus);
    }

    /** Positions of a runner who gave the booking back are not sent. */
    private void showPosition(UUID id, TrackingUpdated position) {
        Room room = rooms.get(position.key().toString());
        if (room != null && room.runners.mayBeShown(position.runnerId())) {
            locations.increment(show(room, follower -> true, spelling -> Frame.of(spelling, position)));
        }
    }

    private void showStatus(UUID id, BookingEvent news) {
        Room room = rooms.get(news.key().toString());
        if (room == null || !room.isFirstDelivery(id)) {
            return;
        }
        if (room.runners.apply(news) && news instanceof BookingAccepted accepted) {
            closeThoseWhoMayNotFollow(accepted.runnerId(), room);
        }
        StatusChange.toldBy(news)
                .ifPresent(change -> statuses.increment(
                        show(room, follower -> follower.request().status(), spelling -> Frame.of(spelling, change))));
    }

    /** A frame is written once for each spelling of the booking's id, not once for each client. */
    private static int show(Room room, Predicate<ClientSocket> wanted, Function<String, Frame> frame) {
        Map<String, Frame> bySpelling = new HashMap<>(2);
        int shown = 0;
        for (ClientSocket follower : room.followers) {
            if (wanted.test(follower)) {
                follower.offer(bySpelling.computeIfAbsent(follower.request().spelling(), frame));
                shown++;
            }
        }
        return shown;
    }

    /** The runner has the booking now; whoever could follow it only because they had it before is disconnected. */
    private static void closeThoseWhoMayNotFollow(UUID runner, Room room) {
        for (ClientSocket follower : room.followers) {
            if (!follower.request().by().mayFollowWith(runner)) {
                var _ = follower.close(NOT_ALLOWED_ANY_MORE, "another runner has the booking");
            }
        }
    }

    /** Accepts no more sockets, and closes all with status 1001. */
    @Override
    public void close() {
        closing = true;
        List<Future<Void>> closed = rooms.values().stream()
                .flatMap(room -> room.followers.stream())
                .map(follower -> follower.close(GOING_AWAY, "the service is stopping"))
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
