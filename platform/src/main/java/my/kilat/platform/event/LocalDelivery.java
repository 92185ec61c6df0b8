package my.kilat.platform.event;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import my.kilat.contract.event.DomainEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what this process publishes live to its own fan-out listeners at once, without the way to the broker and back. The
 * broker brings it to the other instances, and back to this one, which then passes over it.
 *
 * <p>An event counts as shown only if a listener wanted its key. If none did, and one does when the broker brings the event,
 * that one gets it. Of very many events at once the oldest are forgotten, and shown a second time.
 */
final class LocalDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDelivery.class);
    private static final int MOST_REMEMBERED = 8_192;

    private final List<FanOutSubscription> subscriptions = new CopyOnWriteArrayList<>();

    // Guarded by itself.
    private final SequencedSet<UUID> shown = new LinkedHashSet<>();

    /** Adds listeners. With a second subscription nothing is shown here before the broker brings it. */
    void add(FanOutSubscription subscription) {
        subscriptions.add(subscription);
    }

    /** Shows an event that is about to be published. */
    void show(EnvelopeCodec.Sealed sealed, DomainEvent event) {
        if (subscriptions.size() != 1) {
            return;
        }
        FanOutSubscription subscription = subscriptions.getFirst();
        if (!subscription.reads(event.type()) || !subscription.wants(sealed.key())) {
            return;
        }
        synchronized (shown) {
            if (shown.size() >= MOST_REMEMBERED) {
                shown.removeFirst();
            }
            shown.add(sealed.id());
        }
        try {
            subscription.show(sealed.id(), event);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.warn("a {} could not be shown", sealed.type(), e);
        }
    }

    /** Whether a record has been shown here; asked once, as it is forgotten then. */
    boolean takeShown(UUID id) {
        synchronized (shown) {
            return shown.remove(id);
        }
    }
}
