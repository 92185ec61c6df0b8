package my.kilat.booking.domain;

import java.util.UUID;
import my.kilat.contract.identity.Role;

/** Who acts on a booking. */
public sealed interface Actor {

    /** Somebody with an account. */
    record Person(UUID id, Role role) implements Actor {}

    /** The platform itself: the timer that confirms, or money that was released. */
    enum Platform implements Actor {
        PLATFORM
    }
}
