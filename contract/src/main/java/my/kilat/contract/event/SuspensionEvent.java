package my.kilat.contract.event;

import java.util.UUID;

/** Who may take rides and who may not; written by the runner service. */
public sealed interface SuspensionEvent extends DomainEvent permits SuspensionChanged {

    /** The runner's user id. */
    UUID runnerId();

    @Override
    default UUID key() {
        return runnerId();
    }
}
