package my.kilat.payment.escrow;

import java.time.Duration;
import java.time.Instant;
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
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Bell;
import my.kilat.platform.event.Outbox;
import my.kilat.platform.failure.Failure;

/** Owners paying for their bookings. */
public final class Initiations {
    private static final int ATTEMPTS = 3;
    private static final Duration WAIT = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final Database database;
    private final KnownBookings bookings;
    private final Bell bell;
    private final BookingLookup lookup;
    private final Payments payments;
    private final Settlement settlement;
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

    /**
     * Pays for a booking, or returns the payment that it has.
     *
     * @param bearer the payer's own {@code Authorization}, to look up a booking that is not known here yet
     * @throws Failure saying why it cannot be paid, or that the card was declined
     */
    public Initiated initiate(UUID bookingId, Initiation.Offer offer, String bearer) {
        provider.requireKnown(offer.method());
        Initiated initiated = beginOnceKnown(bookingId, offer).orElseGet(() -> {
            Heard answer = Heard.of(lookup.find(bookingId, bearer), clock.instant());
            database.run(tx -> bookings.hear(tx, new TreeMap<>(Map.of(answer.id(), answer))));
            return begin(bookingId, offer).orElseThrow(() -> new Failure.NotFound("Booking", bookingId));
        });
        Payment payment = initiated.begun ? settlement.settle(initiated.payment) : untilDecided(initiated.payment);
        requireNotFailed(payment);
        return new Initiated(payment, initiated.begun);
    }

    /** A booking that was made a moment ago is told of here a moment later; then nobody has to be asked about it. */
    private Optional<Initiated> beginOnceKnown(UUID bookingId, Initiation.Offer offer) {
        try (Bell.Ear ear = bell.listenFor(bookingId)) {
            return ear.watch(begin(bookingId, offer), Optional::isPresent, () -> begin(bookingId, offer), newsWait);
        } catch (InterruptedException e) {
            throw stopping();
        }
    }

    /** Decides, and writes down a payment that begins; empty when too little is known of the booking. */
    private Optional<Initiated> begin(UUID bookingId, Initiation.Offer offer) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.transact(tx -> begin(tx, bookingId, offer));
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

    private Optional<Initiated> begin(Tx tx, UUID bookingId, Initiation.Offer offer) {
        Optional<KnownBookings.WithPayment> known = bookings.lock(tx, bookingId);
        if (known.isEmpty() || !known.get().booking().isPriced()) {
            return Optional.empty();
        }
        Initiation decision =
                Initiation.decide(known.get().booking(), known.get().latest(), offer, feePercent, clock.instant());
        return Optional.of(
                switch (decision) {
                    case Initiation.Existing(Payment payment) -> new Initiated(payment, false);
                    case Initiation.Fresh(var terms) -> {
                        Payment payment = Payment.begin(terms, patience);
                        payments.insert(tx, payment);
                        outbox.append(tx, payment.created());
                        yield new Initiated(payment, true);
                    }
                });
    }

    /**
     * Another call is paying at this very moment, or was cut off while it did: waits for the former and takes over from
     * the latter, so that whoever calls twice hears the same twice.
     */
    private Payment untilDecided(Payment existing) {
        Instant deadline = Instant.now().plus(WAIT);
        Payment payment = existing;
        while (payment.state() instanceof State.Pending && Instant.now().isBefore(deadline)) {
            Instant now = clock.instant();
            Optional<Payment> abandoned = payments.claim(payment.id(), now, now.plus(patience.lease()));
            if (abandoned.isPresent()) {
                return settlement.resume(abandoned.get());
            }
            pause();
            payment = payments.find(payment.id()).orElseThrow();
        }
        return payment;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw stopping();
        }
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
