package my.kilat.notification.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a channel sends a message: to an address that stands in the recipient's account, or to one of their devices. */
public sealed interface Address {
    /** What the provider is told: a phone number, a mail address, the token of a device. */
    String text();

    /** An address of the account, such as a phone number. */
    record OfAccount(String text) implements Address {
        /** Without what identifies a person. */
        @Override
        public String toString() {
            return "OfAccount";
        }
    }

    /** A device that the recipient is logged in on. */
    record OfDevice(Device device) implements Address {
        @Override
        public String text() {
            return device.token();
        }
    }

    /** An address of the account, as a list; empty where the account has none. */
    static List<Address> ofAccount(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(new OfAccount(text));
    }
}
