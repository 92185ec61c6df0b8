package my.kilat.runner.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.RunnerAssigned;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.EventHandlers;
import my.kilat.platform.event.Outbox;
import my.kilat.runner.domain.Duty;
import my.kilat.runner.domain.Ride;
import org.jspecify.annotations.Nullable;

/** Which runner is on which ride, as the bookings tell it. */
public final class Rides {
    /** Longer than the news of a booking can possibly be late. */
    private static final Duration KEPT_AFTER_END = Duration.ofDays(30);

    private final Outbox outbox;
    private final Duties duties;
    private final InstantSource clock;

    public Rides(Outbox outbox, Duties duties, InstantSource clock) {
        this.outbox = outbox;
        this.duties = duties;
        this.clock = clock;
    }

    /** What to do about the news of bookings: all that arrived at once is taken in together. */
    public EventHandlers handlers() {
        return new EventHandlers().onBatch(ConsumerGroup.RUNNER_BOOKINGS.reads(), this::follow);
    }

    private void follow(Tx tx, List<Delivery<DomainEvent>> deliveries) {
        List<BookingEvent> news = deliveries.stream()
                .map(delivery -> (BookingEvent) delivery.event())
                .toList();
        Map<UUID, Ride> rides =
                lock(tx, news.stream().map(BookingEvent::bookingId).distinct().toList());
        Map<UUID, Ride> changed = new LinkedHashMap<>();
        List<Ride.Effect> effects = new ArrayList<>();
        for (BookingEvent item : news) {
            UUID booking = item.bookingId();
            Ride before = rides.getOrDefault(booking, new Ride.Unheard(booking));
            Ride.Step next = before.after(item);
            if (!next.after().equals(before)) {
                rides.put(booking, next.after());
                changed.put(booking, next.after());
                effects.addAll(next.effects());
            }
        }
        save(tx, changed.values());
        List<Duty> affected = DutyEffects.apply(tx.sql(), effects);
        outbox.append(tx, assignments(effects));
        tx.afterCommit(() -> affected.forEach(duties::learn));
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

    private static Map<UUID, Ride> lock(Tx tx, List<UUID> bookings) {
        Map<UUID, Ride> rides = new LinkedHashMap<>();
        tx.sql()
                .createQuery("""
                        select booking_id, runner_id, state, since from ride
                        where booking_id = any(:bookings) order by booking_id for update""")
                .bindArray("bookings", UUID.class, bookings)
                .map((row, context) -> ride(row))
                .forEach(ride -> rides.put(ride.bookingId(), ride));
        return rides;
    }

    private static Ride ride(ResultSet row) throws SQLException {
        UUID booking = row.getObject(1, UUID.class);
        UUID runner = row.getObject(2, UUID.class);
        Instant since = row.getObject(4, OffsetDateTime.class).toInstant();
        String state = row.getString(3);
        return switch (state) {
            case "live" -> new Ride.Live(booking, runner, since);
            case "completed" -> new Ride.Completed(booking, runner, since);
            case "cancelled" -> new Ride.Cancelled(booking, runner, since);
            default -> throw new IllegalStateException("a ride cannot be " + state);
        };
    }

    private static void save(Tx tx, Iterable<Ride> rides) {
        List<UUID> bookings = new ArrayList<>();
        List<@Nullable UUID> runners = new ArrayList<>();
        List<String> states = new ArrayList<>();
        List<Long> since = new ArrayList<>();
        for (Ride ride : rides) {
            Columns columns = Columns.of(ride);
            bookings.add(ride.bookingId());
            runners.add(columns.runner);
            states.add(columns.state);
            since.add(columns.since.getEpochSecond());
        }
        if (bookings.isEmpty()) {
            return;
        }
        tx.sql()
                .createUpdate("""
                        insert into ride (booking_id, runner_id, state, since)
                        select booking, runner, state, to_timestamp(second)
                        from unnest(:bookings, :runners, :states, :since) as news (booking, runner, state, second)
                        order by booking
                        on conflict (booking_id) do update
                            set runner_id = excluded.runner_id, state = excluded.state, since = excluded.since""")
                .bindArray("bookings", UUID.class, bookings)
                .bindArray("runners", UUID.class, runners)
                .bindArray("states", String.class, states)
                .bindArray("since", Long.class, since)
                .execute();
    }

    /** Forgets rides that ended long ago. */
    public static void forgetOld(Database database, Instant now) {
        database.run(tx -> tx.sql()
                .createUpdate("delete from ride where state <> 'live' and since < :before")
                .bind("before", now.minus(KEPT_AFTER_END).atOffset(ZoneOffset.UTC))
                .execute());
    }

    private record Columns(@Nullable UUID runner, String state, Instant since) {
        static Columns of(Ride ride) {
            return switch (ride) {
                case Ride.Live live -> new Columns(live.runnerId(), "live", live.since());
                case Ride.Completed done -> new Columns(done.runnerId(), "completed", done.since());
                case Ride.Cancelled off -> new Columns(off.runnerId(), "cancelled", off.since());
                case Ride.Unheard _ -> throw new IllegalArgumentException("nothing is known of this ride");
            };
        }
    }
}
