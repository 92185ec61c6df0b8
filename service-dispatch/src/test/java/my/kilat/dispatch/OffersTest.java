package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.dispatch.Streets.Quarter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offers, from the payment to whoever has the ride. */
class OffersTest {
    private static final Duration AN_ANSWER = Duration.ofSeconds(21);
    private static final Duration A_CLAIM = Duration.ofSeconds(11);

    private static Streets streets;
    private Quarter quarter;

    @BeforeAll
    static void open() {
        streets = Streets.open(Map.of("OFFER_ROUNDS", "3"));
    }

    @AfterAll
    static void close() {
        streets.close();
    }

    @BeforeEach
    void elsewhere() {
        quarter = Quarter.elsewhere();
    }

    @AfterEach
    void asAlways() {
        streets.neighbours.onAcceptance(streets.neighbours::firstComeFirstServed);
    }

    private static void awaitAsked(UUID booking, OfferStatus status, UUID... runners) {
        Streets.await(
                status + " of " + booking,
                () -> assertThat(streets.asked(booking, status)).containsExactlyInAnyOrder(runners));
    }

    private static void awaitSearch(UUID booking, SearchStatus status) {
        Streets.await(
                booking + " is " + status,
                () -> assertThat(streets.search(booking).status()).isEqualTo(status));
    }

    @Test
    void theNearestAreAskedAndTheFirstToAcceptHasIt() {
        UUID far = streets.runner(quarter, 1.8);
        UUID first = streets.runner(quarter, 0.2);
        UUID second = streets.runner(quarter, 0.4);
        UUID third = streets.runner(quarter, 0.6);
        UUID booking = streets.paid(quarter);
        awaitAsked(booking, OfferStatus.OPEN, first, second, third);
        assertThat(streets.offersOf(far)).isEmpty();

        OfferResource offer = streets.offerOf(second);
        assertThat(offer.bookingId()).isEqualTo(booking);
        assertThat(offer.distanceKm()).isBetween(0.35, 0.45);
        assertThat(Duration.between(offer.madeAt(), offer.expiresAt())).hasSeconds(20);
        OfferResource other = streets.offerOf(first);
        assertThat(streets.answer(second, offer, "accept")
                        .expect(200)
                        .data(OfferResource.class)
                        .status())
                .isEqualTo(OfferStatus.ACCEPTED);
        streets.answer(second, offer, "accept").expect(200);
        assertThat(streets.answer(first, other, "accept").expect(409).error())
                .isEqualTo("this ride is no longer on offer");
        assertThat(streets.asked(booking, OfferStatus.WITHDRAWN)).containsExactlyInAnyOrder(first, third);
        JsonNode ended =
                streets.events.await(EventType.DISPATCH_SEARCH_ENDED, booking).data();
        assertThat(ended.path("status").asText()).isEqualTo("assigned");
        assertThat(ended.path("offers").asInt()).isEqualTo(3);
        assertThat(ended.path("booking_version").asInt()).isEqualTo(1);
        assertThat(streets.service.client().get("/metrics").text())
                .containsPattern("kilat_dispatch_offers_total\\{[^}]*outcome=\"accepted\"")
                .contains("kilat_dispatch_accepted_seconds");
    }

    @Test
    void whoSaysNothingMakesRoomForOthersThenTheCircleWidensThenItIsOver() {
        UUID near = streets.runner(quarter, 1.5);
        UUID wider = streets.runner(quarter, 4);
        UUID outside = streets.runner(quarter, 11);
        UUID booking = streets.paid(quarter);
        awaitAsked(booking, OfferStatus.OPEN, near);
        streets.service.clock().advance(AN_ANSWER);
        awaitAsked(booking, OfferStatus.OPEN, wider);
        assertThat(streets.asked(booking, OfferStatus.EXPIRED)).containsExactly(near);
        streets.service.clock().advance(AN_ANSWER);
        Streets.await(
                "a round without anybody",
                () -> assertThat(streets.search(booking).rounds()).isEqualTo(3));
        streets.service.clock().advance(AN_ANSWER);
        awaitSearch(booking, SearchStatus.EXHAUSTED);
        streets.events.await(EventType.DISPATCH_SEARCH_ENDED, booking);
        assertThat(streets.asked(booking, OfferStatus.OPEN)).isEmpty();
        assertThat(streets.offersOf(outside)).isEmpty();
        assertThat(streets.events.types(my.kilat.contract.event.Topic.DISPATCH, booking))
                .containsExactly(
                        "dispatch.offer_made",
                        "dispatch.offer_ended",
                        "dispatch.offer_made",
                        "dispatch.offer_ended",
                        "dispatch.search_ended");

        streets.tell(Streets.accepted(booking, outside, 2));
        awaitSearch(booking, SearchStatus.ASSIGNED);
    }

    @Test
    void onceEverybodyHasDeclinedTheNextAreAskedAtOnce() {
        UUID near = streets.runner(quarter, 1);
        UUID wider = streets.runner(quarter, 3);
        UUID booking = streets.paid(quarter);
        OfferResource offer = streets.offerOf(near);
        assertThat(streets.answer(near, offer, "decline")
                        .expect(200)
                        .data(OfferResource.class)
                        .status())
                .isEqualTo(OfferStatus.DECLINED);
        awaitAsked(booking, OfferStatus.OPEN, wider);
        streets.answer(near, offer, "decline").expect(200);
        assertThat(streets.answer(near, offer, "accept").expect(409).error()).isEqualTo("you have declined this offer");
        assertThat(streets.offersOf(near)).isEmpty();
    }

    @Test
    void onlyThoseAreAskedWhoCanCarryThePetAndAreFree() {
        UUID forCats = streets.runner(quarter, 0.1, PetKind.CAT);
        UUID busy = streets.runner(quarter, 0.2);
        UUID gone = streets.runner(quarter, 0.3);
        UUID free = streets.runner(quarter, 0.4);
        streets.tell(
                Streets.accepted(UUID.randomUUID(), busy, 2),
                new my.kilat.contract.event.RunnerOffline(gone, java.time.Instant.now()));
        Streets.await("what they do is known", () -> {
            assertThat(streets.rows("select stage from ride where runner_id = '" + busy + "'"))
                    .hasSize(1);
            assertThat(streets.rows("select from runner where online and user_id = '" + gone + "'"))
                    .isEmpty();
        });
        UUID booking = streets.paid(quarter);
        awaitAsked(booking, OfferStatus.OPEN, free);
        assertThat(streets.offersOf(forCats)).isEmpty();
    }

    @Test
    void aRunnerHasOneOfferAtATime() {
        UUID only = streets.runner(quarter, 1);
        UUID one = streets.paid(quarter);
        awaitAsked(one, OfferStatus.OPEN, only);
        UUID other = streets.paid(quarter);
        Streets.await(
                "a round", () -> assertThat(streets.search(other).rounds()).isEqualTo(1));
        assertThat(streets.offersOf(only)).hasSize(1);
        streets.service.clock().advance(AN_ANSWER);
        awaitAsked(other, OfferStatus.OPEN, only);
        assertThat(streets.offersOf(only)).hasSize(1);
    }

    @Test
    void whatTheBookingServiceRefusesIsToldAndTheOfferStaysOpen() {
        UUID runner = streets.runner(quarter, 1);
        UUID booking = streets.paid(quarter);
        OfferResource offer = streets.offerOf(runner);
        streets.neighbours.firstComeFirstServed(booking, UUID.randomUUID());
        assertThat(streets.answer(runner, offer, "accept").expect(409).error())
                .isEqualTo("another runner has taken this booking");
        assertThat(streets.asked(booking, OfferStatus.OPEN)).containsExactly(runner);
        streets.tell(Streets.accepted(booking, UUID.randomUUID(), 2));
        awaitAsked(booking, OfferStatus.WITHDRAWN, runner);
    }

    @Test
    void whenTheAnswerOfTheBookingServiceIsLostItsEventDecides() {
        UUID runner = streets.runner(quarter, 1);
        UUID booking = streets.paid(quarter);
        OfferResource offer = streets.offerOf(runner);
        streets.neighbours.onAcceptance((_, _) -> Optional.empty());
        streets.answer(runner, offer, "accept").expect(503);
        streets.answer(runner, offer, "decline").expect(409);
        streets.tell(Streets.accepted(booking, runner, 2), Streets.accepted(booking, runner, 2));
        awaitAsked(booking, OfferStatus.ACCEPTED, runner);
        streets.answer(runner, offer, "accept").expect(200);
    }

    @Test
    void anAcceptanceUnderWayDoesNotExpireUntilItsClaimHasLapsed() {
        UUID runner = streets.runner(quarter, 1);
        UUID booking = streets.paid(quarter);
        OfferResource offer = streets.offerOf(runner);
        streets.service.clock().advance(Duration.ofSeconds(15));
        streets.neighbours.onAcceptance((_, _) -> {
            streets.service.clock().advance(Duration.ofSeconds(8));
            return Optional.empty();
        });
        streets.answer(runner, offer, "accept").expect(503);
        assertThat(streets.asked(booking, OfferStatus.OPEN)).containsExactly(runner);
        streets.service.clock().advance(A_CLAIM);
        awaitAsked(booking, OfferStatus.EXPIRED, runner);
        streets.tell(Streets.accepted(booking, runner, 2));
        awaitAsked(booking, OfferStatus.ACCEPTED, runner);
    }

    @Test
    void whoGaveABookingBackIsNotAskedAgainButTheOthersAre() {
        UUID first = streets.runner(quarter, 0.5);
        UUID second = streets.runner(quarter, 1);
        UUID booking = streets.paid(quarter);
        streets.answer(first, streets.offerOf(first), "accept").expect(200);
        streets.tell(Streets.requested(quarter, booking, 3, first));
        awaitAsked(booking, OfferStatus.OPEN, second);
        assertThat(streets.search(booking).offers().getLast().cycle()).isEqualTo(2);
        streets.tell(Streets.accepted(booking, first, 2));
        assertThat(streets.answer(second, streets.offerOf(second), "decline")
                        .expect(200)
                        .status())
                .isEqualTo(200);
        Streets.await(
                "another round",
                () -> assertThat(streets.search(booking).rounds()).isEqualTo(2));
        assertThat(streets.offersOf(first)).isEmpty();
    }

    @Test
    void moneyThatGoesBackOrACancellationWithdrawsOffers() {
        UUID runner = streets.runner(quarter, 1);
        UUID booking = streets.paid(quarter);
        awaitAsked(booking, OfferStatus.OPEN, runner);
        streets.tell(Streets.refunded(booking));
        awaitAsked(booking, OfferStatus.WITHDRAWN, runner);
        assertThat(streets.search(booking).status()).isEqualTo(SearchStatus.WAITING);

        UUID next = UUID.randomUUID();
        streets.tell(Streets.held(next, 1));
        streets.tell(Streets.requested(quarter, next, 1, null));
        awaitAsked(next, OfferStatus.OPEN, runner);
        streets.tell(Streets.cancelled(next));
        awaitAsked(next, OfferStatus.WITHDRAWN, runner);
        assertThat(streets.events
                        .await(EventType.DISPATCH_SEARCH_ENDED, next)
                        .data()
                        .path("status")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(streets.search(UUID.randomUUID()).status()).isEqualTo(SearchStatus.WAITING);
    }

    /** The three events are applied together, or two of them. */
    @Test
    void noOfferStaysOpenWhenABookingIsGivenBackAndTakenAgainAtOnce() {
        UUID runner = streets.runner(quarter, 1);
        UUID booking = streets.paid(quarter);
        awaitAsked(booking, OfferStatus.OPEN, runner);
        UUID first = UUID.randomUUID();
        streets.tell(
                Streets.accepted(booking, first, 2),
                Streets.requested(quarter, booking, 3, first),
                Streets.accepted(booking, UUID.randomUUID(), 4));
        awaitAsked(booking, OfferStatus.WITHDRAWN, runner);
        Streets.await(
                "the end", () -> assertThat(streets.search(booking).status()).isEqualTo(SearchStatus.ASSIGNED));
        assertThat(streets.asked(booking, OfferStatus.OPEN)).isEmpty();
    }

    @Test
    void nobodyElseAnswersAnOffer() {
        UUID runner = streets.runner(quarter, 1);
        streets.paid(quarter);
        OfferResource offer = streets.offerOf(runner);
        UUID other = UUID.randomUUID();
        for (String answer : List.of("accept", "decline")) {
            streets.answer(other, offer, answer).expect(403);
            streets.as(runner)
                    .post("/api/v1/offers/" + UUID.randomUUID() + "/" + answer)
                    .expect(404);
            streets.service
                    .client(Role.OWNER)
                    .post("/api/v1/offers/" + offer.id() + "/" + answer)
                    .expect(403);
        }
        streets.service.client().get("/api/v1/offers").expect(401);
        assertThat(streets.offersOf(runner)).containsExactly(offer);
    }
}
