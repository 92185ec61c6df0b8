package my.kilat.booking.domain;

import java.util.UUID;
import my.kilat.contract.identity.Role;

/** The actor of a move. */
public sealed interface Actor {

    /** A user with an account. */
    record Person(UUID id, Role role) implements Actor {
        @Override
        public boolean onlyReads() {
            return role == Role.OPERATOR;
        }
    }

    /** Whether they change no booking, whatever they are to it. */
    default boolean onlyReads() {
        return false;
    }

    /** The platform itself: the timer that does what people have not done, or money that was released. */
    enum Platform implements Actor {
        PLATFORM;

        /** What stands where the user id of whoever acted is required: the nil UUID, which no account has. */
        public static final UUID ID = new UUID(0, 0);
    }
}
