package my.kilat.contract.event;

import java.util.UUID;

/** Events of accounts; written by the identity service. */
public sealed interface AccountEvent extends DomainEvent permits AccountUpdated {

    /** The account. */
    UUID userId();

    @Override
    default UUID key() {
        return userId();
    }
}
