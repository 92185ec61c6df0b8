package my.kilat.payment.escrow;

import my.kilat.contract.event.ConfirmedBy;
import org.jspecify.annotations.Nullable;

/** Whose word releases the money. */
public enum ReleaseOn {
    /** The owner's, or that of the timer which speaks for a silent owner. */
    OWNER_CONFIRM,
    /** The runner's, as soon as the pet is handed over. */
    RUNNER_DELIVER;

    /** Whether a confirmation by that side releases; one that names no side is the owner's. */
    boolean releases(@Nullable ConfirmedBy side) {
        return isFinal(side) || this == RUNNER_DELIVER;
    }

    /** Whether a confirmation by that side ends the booking, so that it cannot be paid for any more. */
    static boolean isFinal(@Nullable ConfirmedBy side) {
        return side != ConfirmedBy.RUNNER;
    }
}
