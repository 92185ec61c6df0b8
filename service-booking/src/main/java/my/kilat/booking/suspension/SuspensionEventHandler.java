package my.kilat.booking.suspension;

import java.util.List;
import my.kilat.booking.store.Suspensions;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.SuspensionChanged;
import my.kilat.contract.event.SuspensionEvent;
import my.kilat.platform.database.Tx;
import my.kilat.platform.event.Delivery;
import my.kilat.platform.event.Subscription;

/** Stores which runners are suspended. All of it may come again, late, or in any order. */
public final class SuspensionEventHandler {
    /** Events by which a runner may take no rides, or may again. */
    public Subscription<SuspensionEvent> subscription() {
        return Subscription.of(ConsumerGroup.BOOKING_SUSPENSIONS)
                .onBatch(SuspensionChanged.class, SuspensionEventHandler::put);
    }

    private static void put(Tx tx, List<Delivery<SuspensionChanged>> deliveries) {
        Suspensions.put(tx, deliveries.stream().map(Delivery::event).toList());
    }
}
