package my.kilat.payment.booking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.payment.domain.BookingUpdate;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/** Applies booking events: stores the parties of bookings, and releases or refunds their money. */
public final class BookingEventHandler {
    private final Consequences consequences;

    public BookingEventHandler(Consequences consequences) {
        this.consequences = consequences;
    }

    /** The events that contain the parties of a booking, or release or refund its money. */
    public Subscription<BookingEvent> subscription() {
        return Subscription.of(ConsumerGroup.PAYMENT_BOOKINGS)
                .onBatch(
                        Set.of(
                                BookingRequested.class,
                                BookingAccepted.class,
                                DeliveryConfirmed.class,
                                BookingCancelled.class),
                        this::apply);
    }

    private void apply(Tx tx, List<Delivery<BookingEvent>> deliveries) {
        SortedMap<UUID, BookingUpdate> news = new TreeMap<>();
        Map<UUID, UUID> releases = new LinkedHashMap<>();
        Map<UUID, String> cancelled = new LinkedHashMap<>();
        for (Delivery<BookingEvent> delivery : deliveries) {
            switch (delivery.event()) {
                case BookingRequested event -> add(news, BookingUpdate.of(event));
                case BookingAccepted event -> add(news, BookingUpdate.of(event));
                case DeliveryConfirmed event -> {
                    // A confirmation by the runner only ends the ride. The booking service decides whose confirmation
                    // releases
                    // the money; where the runner's is enough, one by the timer follows at once.
                    if (event.confirmedBy() != ConfirmedBy.RUNNER) {
                        add(news, BookingUpdate.of(event));
                        releases.putIfAbsent(event.bookingId(), event.runnerId());
                    }
                }
                case BookingCancelled event -> {
                    add(news, BookingUpdate.of(event));
                    cancelled.putIfAbsent(event.bookingId(), event.reason());
                }
                case PetPickedUp _, DeliveryInProgress _, BookingCompleted _ -> {} // does not affect the money
            }
        }
        consequences.take(tx, new Consequences.Findings(news, releases, cancelled));
    }

    private static void add(Map<UUID, BookingUpdate> news, BookingUpdate heard) {
        news.merge(heard.id(), heard, BookingUpdate::and);
    }
}
