package my.kilat.payment.initiation;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import my.kilat.payment.booking.BookingKnowledge;
import my.kilat.payment.domain.Initiation;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.State;
import my.kilat.payment.domain.Task;
import my.kilat.payment.settlement.Completion;
import my.kilat.platform.event.ChangeSignal;
import my.kilat.platform.failure.Failure;

/** Initiation of payments by owners. */
public final class Initiations {
    private final Beginnings beginnings;
    private final BookingKnowledge bookings;
    private final ChangeSignal changes;
    private final Completion completion;
    private final Provider provider;
    private final Duration newsWait;

    /** @param newsWait how long to wait for the event of a new booking before the booking service is queried */
    public Initiations(
            Beginnings beginnings,
            BookingKnowledge bookings,
            ChangeSignal changes,
            Completion completion,
            Provider provider,
            Duration newsWait) {
        this.beginnings = beginnings;
        this.bookings = bookings;
        this.changes = changes;
        this.completion = completion;
        this.provider = provider;
        this.newsWait = newsWait;
    }

    /**
     * The payment of a booking.
     *
     * @param begun whether it began with this call
     */
    public record Initiated(Payment payment, boolean begun) {}

    /**
     * Begins a payment for a booking, or returns the existing one.
     *
     * <p>It sees everything that was committed before this call began: a booking that has been cancelled, or may have been, is
     * known here by an announcement that precedes the cancellation, and then the booking service is queried.
     *
     * @param bearer the payer's own {@code Authorization}, to query a booking whose state is not certain
     * @throws Failure with the reason why it cannot be paid, or why the card was declined
     */
    public Initiated initiate(UUID bookingId, Initiation.Offer offer, String bearer) {
        provider.requireKnown(offer.method());
        Initiated initiated = beginOnceKnown(bookingId, offer).orElseGet(() -> {
            bookings.learn(bookingId, bearer);
            return switch (beginnings.begin(bookingId, offer, true)) {
                case Beginnings.Attempt.Decided(Initiated decided) -> decided;
                case Beginnings.Attempt.Unknown _, Beginnings.Attempt.InDoubt _ ->
                    throw new Failure.NotFound("Booking", bookingId);
            };
        });
        Payment payment = initiated.begun
                ? completion.settle(initiated.payment)
                : completion.awaitEndOf(Task.AUTHORISE, initiated.payment);
        requireNotFailed(payment);
        return new Initiated(payment, initiated.begun);
    }

    /**
     * The event of a new booking arrives a moment later, which saves a query. Empty if the booking service has to be queried.
     */
    private Optional<Initiated> beginOnceKnown(UUID bookingId, Initiation.Offer offer) {
        try (ChangeSignal.Waiter waiter = changes.waiter(bookingId)) {
            Beginnings.Attempt attempt = waiter.await(
                    beginnings.begin(bookingId, offer, false),
                    seen -> !(seen instanceof Beginnings.Attempt.Unknown),
                    () -> beginnings.begin(bookingId, offer, false),
                    newsWait);
            return attempt instanceof Beginnings.Attempt.Decided(Initiated decided)
                    ? Optional.of(decided)
                    : Optional.empty();
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
            if (bookings.isCancelled(payment.terms().bookingId())) {
                throw Initiation.cancelled();
            }
            throw new Failure.Unprocessable(failed.reason());
        }
    }
}
