package my.kilat.booking.payment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.domain.Payment;
import my.kilat.booking.store.Bookings;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.EscrowCreated;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.EscrowReleased;
import my.kilat.contract.event.PaymentEvent;
import my.kilat.contract.event.PaymentFailed;
import my.kilat.contract.event.PaymentStage;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;
import org.jspecify.annotations.Nullable;

/** Applies payment events to bookings. */
public final class PaymentEventHandler {
    private final PaymentUpdates updates;
    private final InstantSource clock;

    public PaymentEventHandler(PaymentUpdates updates, InstantSource clock) {
        this.updates = updates;
        this.clock = clock;
    }

    /** Events by which money is held, paid out or given back, or by which one of these has failed. */
    public Subscription<PaymentEvent> subscription() {
        return Subscription.of(ConsumerGroup.BOOKING_PAYMENTS)
                .onBatch(
                        Set.of(EscrowHeld.class, EscrowReleased.class, EscrowRefunded.class, PaymentFailed.class),
                        this::apply);
    }

    private void apply(Tx tx, List<Delivery<PaymentEvent>> deliveries) {
        List<PaymentEvent> events = deliveries.stream().map(Delivery::event).toList();
        Map<UUID, Booking> before = updates
                .lock(tx, events.stream().map(PaymentEvent::bookingId).toList())
                .stream()
                .collect(Collectors.toMap(Booking::id, Function.identity()));
        Map<UUID, Decision.Changed> changed = new LinkedHashMap<>();
        for (PaymentEvent event : events) {
            UUID id = event.bookingId();
            Payment update = update(event);
            Decision.Changed earlier = changed.get(id);
            Booking booking = earlier == null ? before.get(id) : earlier.after();
            if (update != null
                    && updates.decide(required(booking, id), update, clock.instant())
                            instanceof Decision.Changed change) {
                changed.put(id, earlier == null ? change : earlier.then(change));
            }
        }
        updates.store(
                tx,
                changed.entrySet().stream()
                        .map(entry -> new Bookings.LockedChange(
                                required(before.get(entry.getKey()), entry.getKey()), entry.getValue()))
                        .toList());
    }

    /** A payment is only ever made for a booking that exists; one that is not here is a fault to be looked into. */
    private static Booking required(@Nullable Booking booking, UUID id) {
        if (booking == null) {
            throw new IllegalStateException("there is no booking " + id + " to tell of its payment");
        }
        return booking;
    }

    /** Money that could not be given back is still held, so nothing has changed for the booking. */
    private @Nullable Payment update(PaymentEvent event) {
        Instant now = clock.instant();
        return switch (event) {
            case EscrowHeld held -> Payment.of(Payment.Standing.HELD, held.paymentId(), held.attempt(), now);
            case EscrowReleased released ->
                Payment.of(Payment.Standing.RELEASED, released.paymentId(), released.attempt(), now);
            case EscrowRefunded refunded ->
                Payment.of(Payment.Standing.REFUNDED, refunded.paymentId(), refunded.attempt(), now);
            case PaymentFailed failed -> failed(failed, now);
            case EscrowCreated _ -> null;
        };
    }

    private static @Nullable Payment failed(PaymentFailed failed, Instant now) {
        PaymentStage stage = failed.stage() == null ? PaymentStage.HOLD : failed.stage();
        return switch (stage) {
            case HOLD -> Payment.of(Payment.Standing.FAILED, failed.paymentId(), failed.attempt(), now);
            case RELEASE -> Payment.of(Payment.Standing.LAPSED, failed.paymentId(), failed.attempt(), now);
            case REFUND -> null;
        };
    }
}
