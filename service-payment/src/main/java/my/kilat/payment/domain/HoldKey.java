package my.kilat.payment.domain;

import java.util.Optional;
import java.util.UUID;

/**
 * The key under which the provider knows a hold: the id of the payment, and for each further hold its number after a dot.
 *
 * @param number from 1
 */
public record HoldKey(UUID paymentId, int number) {
    private static final int DIGITS = 9;

    /** Reads a key; empty if it is none. */
    public static Optional<HoldKey> of(String key) {
        int dot = key.indexOf('.');
        String id = dot < 0 ? key : key.substring(0, dot);
        String number = dot < 0 ? "1" : key.substring(dot + 1);
        if (!number.matches("[1-9]\\d{0," + (DIGITS - 1) + "}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HoldKey(UUID.fromString(id), Integer.parseInt(number)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return number == 1 ? paymentId.toString() : paymentId + "." + number;
    }
}
