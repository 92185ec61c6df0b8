package my.kilat.notification.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The address that a channel sends a message to: one in the recipient's account, or one of their devices. */
public sealed interface Address {
    /** The address for the provider: a phone number, a mail address, the token of a device. */
    String text();

    /** An address of the account, such as a phone number. */
    record OfAccount(String text) implements Address {
        /** Omits personal data. */
        @Override
        public String toString() {
            return "OfAccount";
        }
    }

    /** A device on which the recipient is logged in. */
    record OfDevice(Device device) implements Address {
        @Override
        public String text() {
            return device.token();
        }
    }

    /** An address of the account, as a list; empty if the account has none. */
    static List<Address> ofAccount(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(new OfAccount(text));
    }
}
