package my.kilat.booking.arrival;

import java.util.List;
import my.kilat.booking.store.Arrivals;
import my.kilat.booking.store.UnattendedStopRows;
import my.kilat.booking.store.WelfareSummaries;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.event.TripEvent;
import my.kilat.contract.event.TripSummarised;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/** Stores arrivals and unattended stops for the histories of bookings, and summaries of their trips. The first arrival at a stop of a trip counts. */
public final class TripEventHandler {
    /** Arrivals at the pickup and at the drop-off, stops on the way that are too long, and how the pet was carried. */
    public Subscription<TripEvent> subscription() {
        return Subscription.of(ConsumerGroup.BOOKING_TRIPS)
                .onBatch(RunnerArrived.class, TripEventHandler::add)
                .onBatch(UnattendedStop.class, TripEventHandler::addStops)
                .onBatch(TripSummarised.class, TripEventHandler::putSummaries);
    }

    private static void add(Tx tx, List<Delivery<RunnerArrived>> deliveries) {
        Arrivals.add(tx, deliveries.stream().map(Delivery::event).toList());
    }

    private static void putSummaries(Tx tx, List<Delivery<TripSummarised>> deliveries) {
        WelfareSummaries.put(tx, deliveries.stream().map(Delivery::event).toList());
    }

    private static void addStops(Tx tx, List<Delivery<UnattendedStop>> deliveries) {
        UnattendedStopRows.add(tx, deliveries.stream().map(Delivery::event).toList());
    }
}
