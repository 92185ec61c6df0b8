package my.kilat.platform.event;

import java.util.UUID;
import my.kilat.contract.event.DomainEvent;

/** Sees events go by, on one thread and in order per key. It must not block, or all later events are late. */
public interface Onlooker {
    /**
     * Whether events with this key are of interest at the moment. It is asked for every record, before the record is
     * opened, so that those nobody looks at cost next to nothing.
     */
    boolean wants(String key);

    /**
     * An event of a key that was wanted.
     *
     * @param id of its envelope; the same event may come more than once
     * @param event what happened
     */
    void saw(UUID id, DomainEvent event);
}
