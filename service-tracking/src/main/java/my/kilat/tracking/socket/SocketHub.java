package my.kilat.tracking.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.EtaUpdated;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.contract.tracking.Eta;
import my.kilat.platform.event.FanOutSubscription;
import my.kilat.platform.socket.ClientSocket;
import my.kilat.platform.socket.Frame;
import my.kilat.platform.socket.SocketRooms;
import my.kilat.platform.socket.SocketRooms.Room;
import my.kilat.platform.socket.SocketSettings;
import my.kilat.tracking.domain.StatusChange;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that are open at this instance, by booking. What is sent to them comes from the topics, which every instance reads
 * (fan-out): it does not matter which instance stored a position or applied an event.
 */
public final class SocketHub implements AutoCloseable {
    private static final short NOT_ALLOWED_ANY_MORE = 1008;

    private final SocketRooms<Follower, Followed> rooms;
    private final Counter locations;
    private final Counter statuses;
    private final Counter etas;

    /** A hub without sockets. */
    public SocketHub(Vertx vertx, SocketSettings settings, MeterRegistry meters) {
        this.rooms = new SocketRooms<>(vertx, settings, meters, "tracking", settings.most(), Followed::new);
        this.locations = frames(meters, "location");
        this.statuses = frames(meters, "status");
        this.etas = frames(meters, "eta");
    }

    private static Counter frames(MeterRegistry meters, String kind) {
        return Counter.builder("kilat.tracking.frames")
                .description("Frames handed to clients")
                .tag("kind", kind)
                .register(meters);
    }

    /** What is kept about a booking while it is followed. */
    private static final class Followed {
        private static final int REMEMBERED = 64;

        private final Set<UUID> delivered = new HashSet<>();
        private final CurrentRunner runners = new CurrentRunner();
        private @Nullable Instant estimated;

        /** Whether an estimate is not older than the last one: that of another instance may come later. */
        boolean isNewest(EtaUpdated news) {
            if (estimated != null && news.occurredAt().isBefore(estimated)) {
                return false;
            }
            estimated = news.occurredAt();
            return true;
        }

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
     * @throws my.kilat.platform.failure.Failure.Unavailable when the service is about to stop, or has as many sockets as it
     *     may have
     */
    ClientSocket<Follower> join(UUID booking, Follower follower) {
        return rooms.join(booking.toString(), follower);
    }

    /** Positions on trips, expected arrivals and every event of a booking, of bookings that somebody follows here. */
    public FanOutSubscription subscription() {
        return FanOutSubscription.ofKeys(rooms::has)
                .on(TrackingUpdated.class, this::showPosition)
                .on(BookingEvent.class, this::showStatus)
                .on(EtaUpdated.class, this::showEta);
    }

    /** Positions of a runner who gave the booking back are not sent. */
    private void showPosition(UUID id, TrackingUpdated position) {
        rooms.room(position.key().toString())
                .filter(room -> room.state().runners.mayBeShown(position.runnerId()))
                .ifPresent(room ->
                        locations.increment(show(room, follower -> true, spelling -> Frames.of(spelling, position))));
    }

    /** Expected arrivals of a runner who gave the booking back are not sent. */
    private void showEta(UUID id, EtaUpdated news) {
        rooms.room(news.key().toString())
                .filter(room -> room.state().runners.mayBeShown(news.runnerId()))
                .filter(room -> room.state().isNewest(news))
                .ifPresent(room -> {
                    Eta eta = new Eta(
                            news.pickupAt(), news.dropoffAt(), news.remainingKm(), news.late(), news.occurredAt());
                    etas.increment(show(room, Follower::eta, spelling -> Frames.of(spelling, eta)));
                });
    }

    private void showStatus(UUID id, BookingEvent news) {
        rooms.room(news.key().toString())
                .filter(room -> room.state().isFirstDelivery(id))
                .ifPresent(room -> showFirst(room, news));
    }

    private void showFirst(Room<Follower, Followed> room, BookingEvent news) {
        if (room.state().runners.apply(news) && news instanceof BookingAccepted accepted) {
            closeThoseWhoMayNotFollow(accepted.runnerId(), room);
        }
        StatusChange.toldBy(news)
                .ifPresent(change ->
                        statuses.increment(show(room, Follower::status, spelling -> Frames.of(spelling, change))));
    }

    /** A frame is written once for each spelling of the booking's id, not once for each client. */
    private static int show(Room<Follower, Followed> room, Predicate<Follower> wanted, Function<String, Frame> frame) {
        Map<String, Frame> bySpelling = new HashMap<>(2);
        int shown = 0;
        for (ClientSocket<Follower> socket : room.sockets()) {
            Follower follower = socket.client();
            if (wanted.test(follower)) {
                socket.offer(bySpelling.computeIfAbsent(follower.spelling(), frame));
                shown++;
            }
        }
        return shown;
    }

    /** The runner has the booking now; whoever could follow it only because they had it before is disconnected. */
    private static void closeThoseWhoMayNotFollow(UUID runner, Room<Follower, Followed> room) {
        for (ClientSocket<Follower> socket : room.sockets()) {
            if (!socket.client().by().mayFollowWith(runner)) {
                var _ = socket.close(NOT_ALLOWED_ANY_MORE, "another runner has the booking");
            }
        }
    }

    /** Accepts no more sockets, and closes all with status 1001. */
    @Override
    public void close() {
        rooms.close();
    }
}
