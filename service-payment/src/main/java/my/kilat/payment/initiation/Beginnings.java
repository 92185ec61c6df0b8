package my.kilat.payment.initiation;

import java.util.Optional;
import java.util.UUID;
import my.kilat.payment.domain.Initiation;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.settlement.Decisions;
import my.kilat.payment.settlement.Timing;
import my.kilat.payment.store.KnownBookings;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.database.Tx;

/** Begins payments with the local data about their bookings. */
public final class Beginnings {
    private static final int ATTEMPTS = 3;

    private final Database database;
    private final KnownBookings bookings;
    private final Decisions decisions;
    private final Timing timing;
    private final int feePercent;

    /** @param feePercent the platform's share of each payment */
    public Beginnings(Database database, KnownBookings bookings, Decisions decisions, Timing timing, int feePercent) {
        this.database = database;
        this.bookings = bookings;
        this.decisions = decisions;
        this.timing = timing;
        this.feePercent = feePercent;
    }

    /** The outcome of an attempt to begin with the local data. */
    sealed interface Attempt {
        /** There is a payment. */
        record Decided(Initiations.Initiated initiated) implements Attempt {}

        /** Too little is known of the booking; its events may still arrive. */
        record Unknown() implements Attempt {}

        /** The booking was about to be cancelled. */
        record InDoubt() implements Attempt {}
    }

    /**
     * Decides, and stores a new payment.
     *
     * @param justAsked whether the booking service was queried a moment ago, so that the local data is current
     */
    Attempt begin(UUID bookingId, Initiation.Offer offer, boolean justAsked) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.transact(tx -> begin(tx, bookingId, offer, justAsked));
            } catch (RuntimeException e) {
                // A concurrent request has begun a payment while this call waited for the lock: that one is returned.
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
        if (isInDoubt(known) && !justAsked) {
            return new Attempt.InDoubt();
        }
        Initiation decision = Initiation.decide(
                known.booking(),
                known.latest(),
                known.lapsed(),
                offer,
                feePercent,
                timing.patience().holds(),
                timing.now());
        return new Attempt.Decided(
                switch (decision) {
                    case Initiation.Existing(Payment payment) -> new Initiations.Initiated(payment, false);
                    case Initiation.Fresh(var terms, var releaseTo, var authoriseAt) -> {
                        Payment payment = Payment.begin(terms, releaseTo, authoriseAt, timing.patience());
                        decisions.begin(tx, payment);
                        yield new Initiations.Initiated(payment, true);
                    }
                });
    }

    /**
     * Whether the booking may have ended without this being known here: its cancellation was announced; or it has a runner and
     * no payment, so that it may have been completed unpaid, after which there is nothing to pay for.
     */
    private static boolean isInDoubt(KnownBookings.WithPayment known) {
        boolean mayHaveEnded = known.booking().runnerId() != null
                && !known.booking().confirmed()
                && known.latest().filter(Payment::isLive).isEmpty();
        return known.inDoubt() || mayHaveEnded;
    }
}
