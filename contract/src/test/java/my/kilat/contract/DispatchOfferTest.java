package my.kilat.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.dispatch.DispatchOffer;
import my.kilat.contract.dispatch.OfferStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the owner of a booking reads of the runners it was offered to. */
class DispatchOfferTest {
    private static final Instant AT = Instant.parse("2026-02-12T10:00:00Z");

    @ParameterizedTest
    @EnumSource
    void theOwnerReadsWhoTheRunnerIsOnlyOfTheOfferThatWasAccepted(OfferStatus status) {
        UUID runner = UUID.randomUUID();
        DispatchOffer all = new DispatchOffer(1, 2, status, 1.25, AT, AT, AT, runner);
        DispatchOffer shown = all.forOwner();
        assertThat(shown.runnerId()).isEqualTo(status == OfferStatus.ACCEPTED ? runner : null);
        assertThat(shown).usingRecursiveComparison().ignoringFields("runnerId").isEqualTo(all);
    }
}
