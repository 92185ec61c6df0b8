package my.kilat.booking.ride;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.store.Bookings;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;

/** A runner takes a job. */
public final class Acceptances {
    /**
     * The payment service tells the owner that the money is held a moment before it tells us. A runner who is that quick
     * waits for the news instead of being told that nobody has paid.
     */
    private static final Duration NEWS_ON_THE_WAY = Duration.ofSeconds(2);

    private final Database database;
    private final Bookings bookings;
    private final Rides rides;
    private final Bell bell;
    private final RidePolicy policy;
    private final InstantSource clock;

    public Acceptances(
            Database database, Bookings bookings, Rides rides, Bell bell, RidePolicy policy, InstantSource clock) {
        this.database = database;
        this.bookings = bookings;
        this.rides = rides;
        this.bell = bell;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Gives the job to a runner, if it is theirs to take.
     *
     * @throws Failure.Conflict if another one has it, or it is not paid for
     */
    public Booking accept(UUID id, Actor.Person runner) throws InterruptedException {
        try (Bell.Ear ear = bell.listenFor(id)) {
            try {
                return take(id, runner);
            } catch (Failure.Conflict refused) {
                Booking seen = ear.watch(
                        read(id), booking -> !booking.waitsForPayment(policy), () -> read(id), NEWS_ON_THE_WAY);
                if (seen.waitsForPayment(policy)) {
                    throw refused;
                }
                return take(id, runner);
            }
        }
    }

    private Booking take(UUID id, Actor.Person runner) {
        return database.transact(tx -> rides.move(tx, id, booking -> booking.accept(runner, policy, clock.instant())));
    }

    private Booking read(UUID id) {
        return database.read(sql -> bookings.find(sql, id)).orElseThrow(() -> new Failure.NotFound("Booking", id));
    }
}
