package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.internal.AcceptanceResult;
import my.kilat.contract.internal.OfferAcceptance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where paid bookings are open at first to those alone to whom they are offered; the dispatch service is away. */
class OffersFirstTest {
    private static final String ACCEPTANCES = "/internal/v1/bookings/acceptances";

    private static Town town;

    @BeforeAll
    static void open() {
        town = Town.open(Map.of("DISPATCH", "offers", "OFFERS_FIRST_FOR", "90s"));
    }

    @AfterAll
    static void close() {
        town.close();
    }

    private static AcceptanceResult offered(UUID booking, Person runner) {
        return town.callingAs("dispatch")
                .post(ACCEPTANCES, new OfferAcceptance(booking, runner.id()))
                .expect(200)
                .data(AcceptanceResult.class);
    }

    @Test
    void aBookingIsKeptForOffersAndOpensByItself() {
        Person runner = town.runner();
        UUID booking = town.bookingIn(BookingStatus.REQUESTED, town.owner(), runner);
        assertThat(runner.accept(booking).expect(409).error()).contains("offered to runners nearby first");
        assertThat(runner.list("").expect(200).text()).doesNotContain(booking.toString());
        assertThat(runner.list("?status=requested").expect(200).text()).doesNotContain(booking.toString());
        town.clock().advance(Duration.ofSeconds(91));
        assertThat(runner.list("").expect(200).text()).contains(booking.toString());
        runner.accept(booking).expect(200);
    }

    /** The money is held days before: what counts is when its offers begin, three quarters of an hour before its time. */
    @Test
    void aPlannedRideIsKeptUntilItsOffersHaveBegunAndHadTheirTime() {
        Person runner = town.runner();
        Instant start = town.clock().instant().plus(Duration.ofDays(2));
        UUID booking = town.owner()
                .book(Town.request("scheduled_at", start.toString()))
                .expect(201)
                .data(BookingResource.class)
                .id();
        town.pay(booking);
        town.clock().advance(Duration.ofHours(3));
        requireKept(booking, runner, " at ");
        town.clock().advance(Duration.ofDays(2).minusHours(3).minusMinutes(45).plusSeconds(60));
        requireKept(booking, runner, " shortly");
        town.clock().advance(Duration.ofSeconds(40));
        assertThat(runner.list("?status=requested").expect(200).text()).contains(booking.toString());
        runner.accept(booking).expect(200);
    }

    @Test
    void aPlannedRideThatIsOfferedAgainShortlyBeforeItsTimeIsKeptFromThenOn() {
        Person first = town.runner();
        Person second = town.runner();
        Instant start = town.clock().instant().plus(Duration.ofHours(2));
        UUID booking = town.owner()
                .book(Town.request("scheduled_at", start.toString()))
                .expect(201)
                .data(BookingResource.class)
                .id();
        town.pay(booking);
        assertThat(offered(booking, first).accepted()).isTrue();
        town.clock().advance(Duration.ofMinutes(100));
        first.api()
                .post(Town.BOOKINGS + "/" + booking + "/decline", Map.of("reason", "too_far"))
                .expect(200);
        requireKept(booking, second, " shortly");
        town.clock().advance(Duration.ofSeconds(91));
        second.accept(booking).expect(200);
    }

    private static void requireKept(UUID booking, Person runner, String opens) {
        assertThat(runner.accept(booking).expect(409).error())
                .contains("offered to runners nearby first", "it opens to everybody" + opens);
        assertThat(runner.list("").expect(200).text()).doesNotContain(booking.toString());
        assertThat(runner.list("?status=requested").expect(200).text()).doesNotContain(booking.toString());
    }

    @Test
    void whoeverItIsOfferedToHasItAtOnceAndOnlyOneOfThem() {
        Person runner = town.runner();
        Person other = town.runner();
        UUID booking = town.bookingIn(BookingStatus.REQUESTED, town.owner(), runner);
        assertThat(offered(booking, runner)).isEqualTo(AcceptanceResult.accepted(booking, 2));
        assertThat(offered(booking, runner).accepted()).isTrue();
        assertThat(offered(booking, other))
                .isEqualTo(AcceptanceResult.refused(booking, "another runner has taken this booking"));
        assertThat(town.seenByAdmin(booking).runnerId()).isEqualTo(runner.id());
        UUID unpaid = town.owner().booked();
        assertThat(offered(unpaid, runner).problem()).contains("not paid");
        assertThat(offered(UUID.randomUUID(), runner).problem()).isEqualTo("Booking not found");
    }

    @Test
    void onlyDispatchPassesAcceptancesOn() {
        OfferAcceptance request = new OfferAcceptance(UUID.randomUUID(), UUID.randomUUID());
        town.callingAs("payment").post(ACCEPTANCES, request).expect(403);
        town.runner().api().post(ACCEPTANCES, request).expect(401);
    }

    @Test
    void theSearchIsSeenByItsOwnerAndAdministratorsAloneAndIsAwayWithItsService() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID booking = owner.booked();
        String path = Town.BOOKINGS + "/" + booking + "/dispatch";
        owner.api().get(path).expect(503);
        runner.api().get(path).expect(403);
        town.owner().api().get(path).expect(403);
        owner.api().get(Town.BOOKINGS + "/" + UUID.randomUUID() + "/dispatch").expect(404);
    }
}
