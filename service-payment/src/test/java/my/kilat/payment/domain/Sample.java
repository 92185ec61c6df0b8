package my.kilat.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A payment by card, and how long its provider is waited for. */
final class Sample {
    static final Instant T = Instant.parse("2026-02-12T10:00:00Z");
    static final UUID RUNNER = UUID.randomUUID();

    private Sample() {}

    /** A payment that was begun at {@link #T}. */
    static Terms terms() {
        return new Terms(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                "BK-7QK2MX",
                UUID.randomUUID(),
                Split.of(2210, 15),
                "MYR",
                "card",
                "",
                "secret",
                T);
    }

    /** The patience with a provider that holds money for seven days and stores cards. */
    static Patience patience(boolean renews) {
        return new Patience(
                Duration.ofSeconds(8),
                Duration.ofSeconds(60),
                Duration.ofHours(1),
                Duration.ofHours(24),
                new HoldRules(
                        new HoldTerms(Duration.ofDays(7), renews, true), Duration.ofHours(12), Duration.ofHours(24)));
    }

    /** The same payment of a ride that {@link #RUNNER} has taken. */
    static Payment withRunner(Payment payment) {
        return new Payment(
                payment.terms(),
                payment.state(),
                payment.schedule(),
                payment.hold(),
                RUNNER,
                payment.revision(),
                payment.updatedAt());
    }
}
