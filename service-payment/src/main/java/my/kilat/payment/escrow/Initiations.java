package my.kilat.payment.escrow;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import my.kilat.payment.domain.BookingFacts;
import my.kilat.payment.domain.Heard;
import my.kilat.payment.domain.Initiation;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.State;
import my.kilat.payment.domain.Task;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Bell;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.failure.Failure;

/** Owners paying for their bookings. */
public final class Initiations {
    private static final int ATTEMPTS = 3;

    private final Database database;
    private final KnownBookings bookings;
    private final Bell bell;
    private final BookingLookup lookup;
    private final Payments payments;
    private final Settlement settlement;
    private final Elsewhere elsewhere;
    private final Outbox outbox;
    private final Provider provider;
    private final InstantSource clock;
    private final Patience patience;
    private final int feePercent;
    private final Duration newsWait;

    /**
     * Takes payments with these parts.
     *
     * @param newsWait how long the event of a booking that was made a moment ago is waited for; after that the booking
     *     service is asked
     */
    public Initiations(
            Database database,
            KnownBookings bookings,
            Bell bell,
            BookingLookup lookup,
            Payments payments,
            Settlement settlement,
            Elsewhere elsewhere,
            Outbox outbox,
            Provider provider,
            InstantSource clock,
            Patience patience,
            int feePercent,
            Duration newsWait) {
        this.database = database;
        this.bookings = bookings;
        this.bell = bell;
        this.lookup = lookup;
        this.payments = payments;
        this.settlement = settlement;
        this.elsewhere = elsewhere;
        this.outbox = outbox;
        this.provider = provider;
        this.clock = clock;
        this.patience = patience;
        this.feePercent = feePercent;
        this.newsWait = newsWait;
    }

    /**
     * The payment of a booking.
     *
     * @param begun whether it began with this call
     */
    public record Initiated(Payment payment, boolean begun) {}

    /** What came of trying to begin with what is known here. */
    private sealed interface Attempt {
        /** There is a payment. */
        record Decided(Initiated initiated) implements Attempt {}

        /** Too little is known of the booking; its events may be on their way. */
        record Unknown() implements Attempt {}

        /** The booking was about to be cancelled. */
        record InDoubt() implements Attempt {}
    }

    /**
     * Pays for a booking, or returns the payment that it has.
     *
     * <p>What was committed before this call began is seen by it: a booking that has been cancelled, or may have been, is known
     * here by an announcement that precedes the cancellation, and then the booking service is asked.
     *
     * @param bearer the payer's own {@code Authorization}, to look up a booking of which that is not certain
     * @throws Failure saying why it cannot be paid, or that the card was declined
     */
    public Initiated initiate(UUID bookingId, Initiation.Offer offer, String bearer) {
        provider.requireKnown(offer.method());
        Initiated initiated = beginOnceKnown(bookingId, offer).orElseGet(() -> {
            Heard answer = Heard.of(lookup.find(bookingId, bearer), clock.instant());
            database.run(tx -> bookings.hear(tx, new TreeMap<>(Map.of(answer.id(), answer))));
            return switch (begin(bookingId, offer, true)) {
                case Attempt.Decided(Initiated decided) -> decided;
                case Attempt.Unknown _, Attempt.InDoubt _ -> throw new Failure.NotFound("Booking", bookingId);
            };
        });
        Payment payment = initiated.begun
                ? settlement.settle(initiated.payment)
                : elsewhere.awaitEndOf(Task.AUTHORISE, initiated.payment);
        requireNotFailed(payment);
        return new Initiated(payment, initiated.begun);
    }

    /**
     * A booking that was made a moment ago is told of here a moment later; then nobody has to be asked about it. Empty when the
     * booking service has to be asked.
     */
    private Optional<Initiated> beginOnceKnown(UUID bookingId, Initiation.Offer offer) {
        try (Bell.Ear ear = bell.listenFor(bookingId)) {
            Attempt attempt = ear.watch(
                    begin(bookingId, offer, false),
                    seen -> !(seen instanceof Attempt.Unknown),
                    () -> begin(bookingId, offer, false),
                    newsWait);
            return attempt instanceof Attempt.Decided(Initiated decided) ? Optional.of(decided) : Optional.empty();
        } catch (InterruptedException e) {
            throw stopping();
        }
    }

    /** Decides, and writes down a payment that begins. */
    private Attempt begin(UUID bookingId, Initiation.Offer offer, boolean justAsked) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.transact(tx -> begin(tx, bookingId, offer, justAsked));
            } catch (RuntimeException e) {
                // Somebody else has begun a payment while this call waited for the booking: it is the one to return.
                boolean raced =
                        SqlStates.isDuplicate(e, "payment_one_live") || SqlStates.isDuplicate(e, "payment_attempt");
                if (!raced || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Attempt begin(Tx tx, UUID bookingId, Initiation.Offer offer, boolean justAsked) {
        Optional<KnownBookings.WithPayment> found = bookings.lock(tx, bookingId);
        if (found.isEmpty() || !found.get().isEnough()) {
            return new Attempt.Unknown();
        }
        KnownBookings.WithPayment known = found.get();
        if (known.inDoubt() && !justAsked) {
            return new Attempt.InDoubt();
        }
        Initiation decision =
                Initiation.decide(known.booking(), known.latest(), known.lapsed(), offer, feePercent, clock.instant());
        return new Attempt.Decided(
                switch (decision) {
                    case Initiation.Existing(Payment payment) -> new Initiated(payment, false);
                    case Initiation.Fresh(var terms, var releaseTo) -> {
                        Payment payment = Payment.begin(terms, releaseTo, patience);
                        payments.insert(tx, payment);
                        outbox.append(tx, payment.created());
                        yield new Initiated(payment, true);
                    }
                });
    }

    private static Failure stopping() {
        Thread.currentThread().interrupt();
        return new Failure.Unavailable("the service is stopping; try again in a moment");
    }

    private void requireNotFailed(Payment payment) {
        if (payment.state() instanceof State.Failed failed) {
            if (bookings.find(payment.terms().bookingId())
                    .filter(BookingFacts::cancelled)
                    .isPresent()) {
                throw Initiation.cancelled();
            }
            throw new Failure.Unprocessable(failed.reason());
        }
    }
}
