package my.kilat.platform.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import my.kilat.contract.event.ConsumerGroup;
import org.junit.jupiter.api.Test;

/** A subscription that reads anything else than {@code asyncapi.yaml} says is named. */
class DocumentedSubscriptionsTest {

    @Test
    void whatTheDocumentListsPasses() {
        DocumentedSubscriptions.requireSame(ConsumerGroup.TRACKING_RUNNERS, Set.of("RunnerLocationUpdate"));
    }

    @Test
    void aMessageTooFewOrTooManyIsNamed() {
        assertThatThrownBy(() -> DocumentedSubscriptions.requireSame(ConsumerGroup.TRACKING_RUNNERS, Set.of()))
                .hasMessageContaining("service-tracking-runners reads []");
        assertThatThrownBy(() -> DocumentedSubscriptions.requireSame(
                        ConsumerGroup.TRACKING_RUNNERS, Set.of("RunnerLocationUpdate", "RunnerOnline")))
                .hasMessageContaining("RunnerOnline");
    }
}
