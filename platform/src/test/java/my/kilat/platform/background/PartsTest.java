package my.kilat.platform.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What follows from the reports of the parts: ready or not, an alarm or not. */
class PartsTest {
    private static final Fault AWAY = new Fault(Fault.Cause.AWAY, "the broker is away");
    private static final Fault REFUSED = new Fault(Fault.Cause.REFUSED, "a wrong password");
    private static final Fault OURS = new Fault(Fault.Cause.OWN, "a bug");
    private static final Duration LONG = Duration.ofHours(1);

    private final Parts soon = parts(Duration.ZERO.plusNanos(1), Duration.ZERO.plusNanos(1));
    private final Parts late = parts(LONG, LONG);

    private static Parts parts(Duration notReady, Duration alarm) {
        return new Parts("notes", new Limits(notReady, alarm), new SimpleMeterRegistry());
    }

    private static Part working(Parts parts) {
        Part part = parts.essential("relay");
        part.worked();
        return part;
    }

    @Test
    void anEssentialPartThatHasNeverWorkedKeepsTheServiceFromBeingReadyAndSaysWhy() {
        Part part = late.essential("relay");
        assertThat(late.checks()).containsEntry("relay", "has not begun");
        part.failed(AWAY);
        assertThat(late.checks()).containsEntry("relay", "has not begun: the broker is away");
        assertThat(late.alarms()).isEmpty();
        part.worked();
        assertThat(late.checks()).containsEntry("relay", "ok");
    }

    @Test
    void whatIsAwayElsewhereCallsAPersonInTheEndButNeverTakesTheServiceAway() {
        working(soon).failed(AWAY);
        assertThat(soon.checks()).containsEntry("relay", "ok");
        assertThat(soon.alarms().get("relay")).contains("has failed for").contains("the broker is away");
        working(late).failed(AWAY);
        assertThat(late.alarms()).isEmpty();
    }

    @Test
    void aRefusalCallsAPersonAsSoonAsAFaultOfOurOwnWould() {
        Parts parts = parts(Duration.ofNanos(1), LONG);
        working(parts).failed(REFUSED);
        assertThat(parts.checks()).containsEntry("relay", "ok");
        assertThat(parts.alarms()).containsKey("relay");
    }

    @Test
    void aFaultOfItsOwnTakesTheServiceAwayAndCallsAPerson() {
        working(soon).failed(OURS);
        assertThat(soon.checks().get("relay")).contains("a bug");
        assertThat(soon.alarms().get("relay")).contains("a bug");
        working(late).failed(OURS);
        assertThat(late.checks()).as("not for a failure in passing").containsEntry("relay", "ok");
    }

    @Test
    void aPartThatWorksForAMomentBetweenTwoFailuresDoesNotWork() {
        Part part = soon.essential("consumer", LONG);
        part.worked();
        part.failed(OURS);
        part.worked();
        assertThat(soon.checks().get("consumer")).contains("a bug");
        assertThat(soon.shown().get("consumer").state()).isEqualTo("failing");
    }

    @Test
    void aJobMayFailInPassingAndNeverTakesTheServiceAway() {
        Part job = soon.helpful("job tidy");
        job.failed(OURS);
        job.failed(OURS);
        assertThat(soon.alarms()).isEmpty();
        job.failed(OURS);
        assertThat(soon.alarms()).containsKey("job tidy");
        assertThat(soon.checks()).isEmpty();
        job.worked();
        assertThat(soon.alarms()).isEmpty();
    }

    @Test
    void workThatWaitsCallsAPerson() {
        Part part = working(late);
        part.undone(LONG.plusSeconds(1), "events wait in the outbox");
        assertThat(late.alarms().get("relay")).isEqualTo("work has waited for 60 min: events wait in the outbox");
        assertThat(late.shown().get("relay").undoneSeconds()).isEqualTo(3_601);
        part.nothingUndone();
        assertThat(late.alarms()).isEmpty();
    }

    @Test
    void aNoteCallsAPersonAndNothingElse() {
        Part part = working(late);
        part.note("booking.events has 1 partition instead of 6");
        assertThat(late.alarms()).containsEntry("relay", "booking.events has 1 partition instead of 6");
        assertThat(late.checks()).containsEntry("relay", "ok");
        assertThat(late.dead()).isEmpty();
    }
}
