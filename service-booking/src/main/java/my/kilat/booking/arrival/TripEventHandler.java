package my.kilat.booking.arrival;

import java.util.List;
import my.kilat.booking.store.Arrivals;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.event.TripEvent;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/** Stores arrivals for the histories of bookings. The first arrival at a stop of a trip counts. */
public final class TripEventHandler {
    /** Arrivals at the pickup and at the drop-off. */
    public Subscription<TripEvent> subscription() {
        return Subscription.of(ConsumerGroup.BOOKING_TRIPS).onBatch(RunnerArrived.class, TripEventHandler::add);
    }

    private static void add(Tx tx, List<Delivery<RunnerArrived>> deliveries) {
        Arrivals.add(tx, deliveries.stream().map(Delivery::event).toList());
    }
}
