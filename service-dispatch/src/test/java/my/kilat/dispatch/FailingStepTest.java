package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.dispatch.Streets.Quarter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ride whose step fails is put off, and keeps nobody else waiting. */
class FailingStepTest {
    private static final Pattern FAILED = Pattern.compile("kilat_dispatch_steps_failed_total(?:\\{[^}]*})? ([0-9.]+)");

    private final Quarter quarter = Quarter.elsewhere();
    private Streets streets;

    @BeforeEach
    void open() {
        streets = Streets.open(Map.of());
    }

    @AfterEach
    void close() {
        streets.close();
    }

    /** A booking that is about to be offered, and whose row nobody can read. */
    private UUID unreadable() {
        UUID booking = UUID.randomUUID();
        streets.tell(Streets.requested(Quarter.elsewhere(), booking, 1, null));
        Streets.await(
                "the ride",
                () -> assertThat(streets.rows(
                                "select from ride where number is not null and booking_id = '" + booking + "'"))
                        .hasSize(1));
        streets.tables.change(
                "update ride set pet_kind = 'dragon', held = true, search = 'searching', started_at = now(),"
                        + " due_at = now() - interval '1 minute' where booking_id = '" + booking + "'");
        return booking;
    }

    private double failures() {
        Matcher matcher =
                FAILED.matcher(streets.service.client().get("/metrics").text());
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private void awaitTries(UUID booking, int tries) {
        Streets.await(
                "try " + tries,
                () -> assertThat(streets.rows("select tries from ride where booking_id = '" + booking + "'"))
                        .containsExactly(List.of(Integer.toString(tries))));
    }

    @Test
    void aRideThatCannotBeReadKeepsNobodyWaiting() {
        UUID runner = streets.runner(quarter, 0.5);
        UUID broken = unreadable();
        UUID booking = streets.paid(quarter);
        Streets.await(
                "the offer of the other",
                () -> assertThat(streets.asked(booking, OfferStatus.OPEN)).containsExactly(runner));
        Streets.await("it is counted", () -> assertThat(failures()).isPositive());
        streets.tables.change("update ride set pet_kind = 'dog' where booking_id = '" + broken + "'");
        streets.service.clock().advance(Duration.ofMinutes(1));
        Streets.await(
                "it goes on", () -> assertThat(streets.search(broken).rounds()).isPositive());
    }

    @Test
    void aRideThatCannotEvenBePutOffKeepsNobodyWaiting() {
        UUID booking = streets.paid(quarter);
        awaitEmptyRound(booking);
        UUID broken = unreadable();
        awaitTries(broken, 1);
        streets.tables.change("""
                create function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'not to be put off'; end $$""");
        streets.tables.change("create trigger refuse before update on ride for each row when (old.booking_id = '"
                + broken + "' and new.tries = old.tries) execute function refuse()");
        UUID runner = streets.runner(quarter, 0.5);
        streets.tables.change("update ride set due_at = now() - case when booking_id = '" + broken
                + "' then interval '2 minutes' else interval '1 minute' end, tries = tries + 1"
                + " where booking_id in ('" + broken + "', '" + booking + "')");
        Streets.await(
                "the offer of the other",
                () -> assertThat(streets.asked(booking, OfferStatus.OPEN)).containsExactly(runner));
    }

    private void awaitEmptyRound(UUID booking) {
        Streets.await(
                "a round", () -> assertThat(streets.search(booking).rounds()).isPositive());
    }

    @Test
    void aStepThatFailsIsTakenAgainLaterAndLater() {
        streets.tables.change("""
                create function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'no offers today'; end $$""");
        streets.tables.change("create trigger refuse before insert on offer for each row execute function refuse()");
        streets.runner(quarter, 0.5);
        UUID booking = streets.paid(quarter);
        awaitTries(booking, 1);
        for (int tries = 1; tries <= 4; tries++) {
            int failed = tries;
            Streets.await("the failure", () -> assertThat(failures()).isGreaterThanOrEqualTo(failed));
            streets.service.clock().advance(Duration.ofSeconds(1L << tries));
            awaitTries(booking, tries + 1);
        }
        assertThat(streets.search(booking).status()).isEqualTo(SearchStatus.SEARCHING);
        assertThat(streets.rows("select from ride where due_at > now() + interval '8 seconds'"))
                .hasSize(1);

        streets.tables.change("drop trigger refuse on offer");
        streets.service.clock().advance(Duration.ofMinutes(1));
        Streets.await(
                "the offer",
                () -> assertThat(streets.asked(booking, OfferStatus.OPEN)).hasSize(1));
        awaitTries(booking, 0);
    }
}
