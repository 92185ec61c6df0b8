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
 * Everybody who follows a booking on this instance. What they are shown comes from the topics, which every instance reads
 * along: it does not matter which of them stored a position or took in a change.
 */
public final class SocketHub implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketHub.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final short GOING_AWAY = 1001;
    private static final short NOT_ALLOWED_ANY_MORE = 1008;

    /** Frames that wait for clients, of all sockets together; some of 600 bytes each. */
    private static final int MOST_WAITING = 50_000;

    private static final int WHEN_CROWDED = 2;

    private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int most;
    private final Counter locations;
    private final Counter statuses;
    private final Counter dropped;
    private volatile boolean closing;

    /**
     * An audience without anybody in it.
     *
     * @param most clients at once
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

    /** Those who follow one booking. */
    private static final class Room {
        private static final int REMEMBERED = 64;

        private volatile List<ClientSocket> followers = List.of();
        private final Set<UUID> told = new HashSet<>();
        private final CurrentRunner carriers = new CurrentRunner();

        /** Whether an event has not been told before; a published event may come again. */
        boolean isNews(UUID event) {
            if (told.size() >= REMEMBERED) {
                told.clear();
            }
            return told.add(event);
        }
    }

    /**
     * Lets somebody in.
     *
     * @throws Failure.Unavailable when the service is about to stop, or has as many sockets as it may have
     */
    void join(ClientSocket follower) {
        if (sockets.incrementAndGet() > most) {
            sockets.decrementAndGet();
            throw new Failure.Unavailable("too many sockets are open here; try again in a moment");
        }
        rooms.compute(follower.wish().booking(), (booking, existing) -> {
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

    /** Forgets somebody; harmless when that has been done. */
    void leave(ClientSocket follower) {
        rooms.computeIfPresent(follower.wish().booking(), (booking, room) -> {
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

    /** How many frames may wait for one client: hardly any when too many wait for all of them. */
    int roomForEach(int wanted) {
        return waiting.get() < MOST_WAITING ? wanted : WHEN_CROWDED;
    }

    /** Positions on trips and every event of a booking, of bookings that somebody follows here. */
    public FanOutSubscription subscription() {
        return FanOutSubscription.ofKeys(rooms::containsKey)
                .on(TrackingUpdated.class, this::showPosition)
                .on(BookingEvent.class, this::showStatus);
    }

    /** Positions of a runner who gave the booking back are not shown. */
    private void showPosition(UUID id, TrackingUpdated position) {
        Room room = rooms.get(position.key().toString());
        if (room != null && room.carriers.include(position.runnerId())) {
            locations.increment(show(room, follower -> true, spelling -> Frame.of(spelling, position)));
        }
    }

    private void showStatus(UUID id, BookingEvent news) {
        Room room = rooms.get(news.key().toString());
        if (room == null || !room.isNews(id)) {
            return;
        }
        if (room.carriers.changeBy(news) && news instanceof BookingAccepted accepted) {
            closeThoseWhoMayNotFollow(accepted.runnerId(), room);
        }
        StatusChange.toldBy(news)
                .ifPresent(change -> statuses.increment(
                        show(room, follower -> follower.wish().status(), spelling -> Frame.of(spelling, change))));
    }

    /** A frame is written once for each spelling of the booking's id, not once for each client. */
    private static int show(Room room, Predicate<ClientSocket> wanted, Function<String, Frame> frame) {
        Map<String, Frame> bySpelling = new HashMap<>(2);
        int shown = 0;
        for (ClientSocket follower : room.followers) {
            if (wanted.test(follower)) {
                follower.offer(bySpelling.computeIfAbsent(follower.wish().spelling(), frame));
                shown++;
            }
        }
        return shown;
    }

    /** The runner has the booking now; whoever could follow it only because they had it before is disconnected. */
    private static void closeThoseWhoMayNotFollow(UUID runner, Room room) {
        for (ClientSocket follower : room.followers) {
            if (!follower.wish().by().mayFollowWith(runner)) {
                var _ = follower.close(NOT_ALLOWED_ANY_MORE, "another runner has the booking");
            }
        }
    }

    /** Lets nobody in any more, and says farewell to all. */
    @Override
    public void close() {
        closing = true;
        List<Future<Void>> farewells = rooms.values().stream()
                .flatMap(room -> room.followers.stream())
                .map(follower -> follower.close(GOING_AWAY, "the service is stopping"))
                .toList();
        try {
            Future.join(farewells)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not every client took the farewell: {}", e.toString());
        }
    }
}
