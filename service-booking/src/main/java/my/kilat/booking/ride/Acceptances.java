package my.kilat.booking.ride;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Eligibility;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.Declines;
import my.kilat.booking.store.Suspensions;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.ChangeSignal;
import my.kilat.platform.failure.Failure;
import org.jspecify.annotations.Nullable;

/** Accepts jobs for runners. */
public final class Acceptances {
    /**
     * The payment service tells the owner that the money is held a moment before it tells us. A runner who is that quick
     * waits for the news instead of being told that nobody has paid.
     */
    private static final Duration PAYMENT_EVENT_DELAY = Duration.ofSeconds(2);

    private final Database database;
    private final Stores stores;
    private final Rides rides;
    private final ChangeSignal changes;
    private final RidePolicy policy;
    private final InstantSource clock;

    /** What is looked up before a runner gets a job. */
    public record Stores(Bookings bookings, Declines declines) {}

    public Acceptances(
            Database database,
            Stores stores,
            Rides rides,
            ChangeSignal changes,
            RidePolicy policy,
            InstantSource clock) {
        this.database = database;
        this.stores = stores;
        this.rides = rides;
        this.changes = changes;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Gives the job to a runner, if it is theirs to take.
     *
     * @throws Failure.NotAllowed if they are suspended
     * @throws Failure.Conflict if another one has it, it is not paid for, they had it before and lost it, or they have as many
     *     rides as they may have
     */
    public Booking accept(UUID id, Actor.Person runner) throws InterruptedException {
        return accept(id, runner, policy);
    }

    /** The same for a runner to whom the booking is offered: nothing keeps it from them. */
    public Booking acceptOffered(UUID id, Actor.Person runner) throws InterruptedException {
        return accept(id, runner, policy.toWhomItIsOffered());
    }

    private Booking accept(UUID id, Actor.Person runner, RidePolicy rules) throws InterruptedException {
        try (ChangeSignal.Waiter waiter = changes.waiter(id)) {
            return waiter.await(
                            attempt(id, runner, rules),
                            Attempt::isFinal,
                            () -> attempt(id, runner, rules),
                            PAYMENT_EVENT_DELAY)
                    .outcome();
        }
    }

    private Attempt attempt(UUID id, Actor.Person runner, RidePolicy rules) {
        AtomicReference<@Nullable Booking> decidedOn = new AtomicReference<>();
        try {
            return new Attempt(
                    database.transact(tx -> {
                        Eligibility eligibility = new Eligibility(
                                Suspensions.isSuspended(tx, runner.id()),
                                rules.limitsRides() ? stores.bookings.countUnderWay(tx, runner.id(), id) : 0);
                        return rides.move(tx, id, booking -> {
                            decidedOn.set(booking);
                            refuseFormerRunner(tx, booking, runner);
                            return booking.accept(runner, eligibility, rules, clock.instant());
                        });
                    }),
                    null,
                    true);
        } catch (Failure.Conflict refused) {
            Booking seen = decidedOn.get();
            return new Attempt(null, refused, seen == null || !seen.waitsForPayment(rules));
        }
    }

    private void refuseFormerRunner(Tx tx, Booking booking, Actor.Person runner) {
        if (booking.isOnOfferAgain() && stores.declines.contains(tx, booking.id(), runner.id())) {
            throw new Failure.Conflict("you had this booking before; it is offered to others now");
        }
    }

    /** The result of an attempt: the booking, or a refusal, which is not final while the payment may still arrive. */
    private record Attempt(@Nullable Booking booking, Failure.@Nullable Conflict refused, boolean isFinal) {
        Booking outcome() {
            if (booking == null) {
                throw Objects.requireNonNull(refused);
            }
            return booking;
        }
    }
}
