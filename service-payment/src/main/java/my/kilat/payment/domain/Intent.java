package my.kilat.payment.domain;

import java.util.UUID;

/** What is to become of held money, decided and written down before the provider is asked. */
public sealed interface Intent {
    /** Keep it until something happens. */
    record Keep() implements Intent {}

    /** Pay it to that runner and the platform. */
    record Release(UUID runnerId) implements Intent {}

    /** Give it back to the owner, for that reason. */
    record Refund(String reason) implements Intent {}
}
