package my.kilat.runner.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.RunnerAssigned;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.event.Subscription;
import my.kilat.runner.domain.Duty;
import my.kilat.runner.domain.Ride;
import my.kilat.runner.store.Rides;

/** Applies booking events to the rides of runners. */
public final class BookingEventHandler {
    /** Nobody waits for it to be known that a runner is on the way. */
    private static final Duration BATCH_WINDOW = Duration.ofMillis(60);

    /** Longer than the news of a booking can possibly be late. */
    private static final Duration KEPT_AFTER_END = Duration.ofDays(30);

    private final Outbox outbox;
    private final DutyCache duties;
    private final InstantSource clock;

    public BookingEventHandler(Outbox outbox, DutyCache duties, InstantSource clock) {
        this.outbox = outbox;
        this.duties = duties;
        this.clock = clock;
    }

    /** Events by which a runner gets a ride, or by which it ends. */
    public Subscription<BookingEvent> subscription() {
        return Subscription.of(ConsumerGroup.RUNNER_BOOKINGS)
                .onBatch(
                        Set.of(
                                BookingRequested.class,
                                BookingAccepted.class,
                                DeliveryConfirmed.class,
                                BookingCompleted.class,
                                BookingCancelled.class),
                        this::follow)
                .batchWindow(BATCH_WINDOW);
    }

    private void follow(Tx tx, List<Delivery<BookingEvent>> deliveries) {
        List<BookingEvent> news = deliveries.stream().map(Delivery::event).toList();
        Map<UUID, Ride> rides =
                Rides.lock(tx, news.stream().map(BookingEvent::bookingId).toList());
        Map<UUID, Ride> changed = new LinkedHashMap<>();
        List<Ride.Effect> effects = new ArrayList<>();
        for (BookingEvent item : news) {
            rides.computeIfPresent(item.bookingId(), (booking, before) -> {
                Ride.Decision decision = before.decide(item);
                if (!decision.after().equals(before)) {
                    changed.put(booking, decision.after());
                }
                effects.addAll(decision.effects());
                return decision.after();
            });
        }
        if (!changed.isEmpty() || !effects.isEmpty()) {
            List<Duty> affected = Rides.save(tx, changed.values(), effects);
            outbox.append(tx, assignments(effects));
            tx.afterCommit(() -> affected.forEach(duties::learn));
        }
    }

    private List<RunnerAssigned> assignments(List<Ride.Effect> effects) {
        Instant now = clock.instant();
        List<RunnerAssigned> events = new ArrayList<>();
        for (Ride.Effect effect : effects) {
            if (effect instanceof Ride.Effect.Takes(UUID runner, UUID booking)) {
                events.add(new RunnerAssigned(runner, booking, now));
            }
        }
        return events;
    }

    /** Forgets rides that ended long ago. */
    public static void forgetOld(Database database, Instant now) {
        Sweep.run(database, (tx, most) -> Rides.forget(tx, now.minus(KEPT_AFTER_END), most));
    }
}
