package my.kilat.payment.domain;

import java.util.UUID;

/** The purpose of held money, decided and stored before the provider is called. */
public sealed interface Intent {
    /** Keep it until an event. */
    record Keep() implements Intent {}

    /** Pay it to that runner and the platform. */
    record Release(UUID runnerId) implements Intent {}

    /** Give it back to the owner, for that reason. */
    record Refund(String reason) implements Intent {}
}
