package my.kilat.payment.domain;

import java.util.UUID;

/** The purpose of held money, decided and stored before the provider is called. */
public sealed interface Intent {
    /** Keep it until an event. */
    record Keep() implements Intent {}

    /** Keep it by another hold, which then takes the place of the one that is about to end. */
    record Renew() implements Intent {}

    /** Keep it by taking it now, because the hold is about to end; it remains in escrow. */
    record Capture() implements Intent {}

    /** Pay it to that runner and the platform. */
    record Release(UUID runnerId) implements Intent {}

    /** Give it back to the owner, for that reason. */
    record Refund(String reason) implements Intent {}

    /** Whether the ride has not decided about the money yet. */
    default boolean keeps() {
        return switch (this) {
            case Keep _, Renew _, Capture _ -> true;
            case Release _, Refund _ -> false;
        };
    }
}
