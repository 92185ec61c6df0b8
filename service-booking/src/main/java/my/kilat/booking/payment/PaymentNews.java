package my.kilat.booking.payment;

import java.time.InstantSource;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Outcome;
import my.kilat.booking.domain.Payment;
import my.kilat.booking.ride.Bell;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.Bookings;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.EscrowReleased;
import my.kilat.contract.event.PaymentFailed;
import my.kilat.contract.event.PaymentStage;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.EventHandlers;

/** Tells bookings what happens to their money. */
public final class PaymentNews {
    private final Bookings bookings;
    private final Rides rides;
    private final Bell bell;
    private final InstantSource clock;

    public PaymentNews(Bookings bookings, Rides rides, Bell bell, InstantSource clock) {
        this.bookings = bookings;
        this.rides = rides;
        this.bell = bell;
        this.clock = clock;
    }

    /** What is done about which event. */
    public EventHandlers handlers() {
        return new EventHandlers()
                .on(EscrowHeld.class, (tx, delivery) -> held(tx, delivery.event()))
                .on(EscrowReleased.class, (tx, delivery) -> released(tx, delivery.event()))
                .on(EscrowRefunded.class, (tx, delivery) -> refunded(tx, delivery.event()))
                .on(PaymentFailed.class, (tx, delivery) -> failed(tx, delivery.event()));
    }

    private void held(Tx tx, EscrowHeld event) {
        tell(tx, event.bookingId(), Payment.news(PaymentStatus.HELD, event.paymentId(), event.occurredAt()));
    }

    private void released(Tx tx, EscrowReleased event) {
        tell(tx, event.bookingId(), Payment.news(PaymentStatus.RELEASED, event.paymentId(), event.occurredAt()));
    }

    private void refunded(Tx tx, EscrowRefunded event) {
        tell(tx, event.bookingId(), Payment.news(PaymentStatus.REFUNDED, event.paymentId(), event.occurredAt()));
    }

    /** Money that could not be paid out or given back is still held, so nothing has changed for the booking. */
    private void failed(Tx tx, PaymentFailed event) {
        if (event.stage() == null || event.stage() == PaymentStage.HOLD) {
            tell(tx, event.bookingId(), Payment.news(PaymentStatus.FAILED, event.paymentId(), event.occurredAt()));
        }
    }

    /** A payment is only ever made for a booking that exists; one that is not here is a fault to be looked into. */
    private void tell(Tx tx, UUID id, Payment news) {
        Booking before = bookings.lock(tx, id)
                .orElseThrow(() -> new IllegalStateException("there is no booking " + id + " to tell of its payment"));
        if (before.hear(news, clock.instant()) instanceof Outcome.Changed change) {
            rides.store(tx, before, change);
            tx.afterCommit(() -> bell.ring(id));
        }
    }
}
