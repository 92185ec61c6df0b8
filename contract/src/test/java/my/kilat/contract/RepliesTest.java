package my.kilat.contract;

import static my.kilat.contract.Document.JSON;
import static my.kilat.contract.Document.OPENAPI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.contract.booking.ActorRole;
import my.kilat.contract.booking.Address;
import my.kilat.contract.booking.BookingHistory;
import my.kilat.contract.booking.BookingHistoryEntry;
import my.kilat.contract.booking.BookingResource;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.BookingWelfare;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.HandlingCard;
import my.kilat.contract.booking.HistoryKind;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.booking.PetSpec;
import my.kilat.contract.booking.PetType;
import my.kilat.contract.booking.RouteSpec;
import my.kilat.contract.booking.ShownStatus;
import my.kilat.contract.booking.Vaccination;
import my.kilat.contract.dispatch.Dispatch;
import my.kilat.contract.dispatch.DispatchOffer;
import my.kilat.contract.dispatch.OfferExpiredFrame;
import my.kilat.contract.dispatch.OfferFrame;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.dispatch.OfferWithdrawnFrame;
import my.kilat.contract.dispatch.Place;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.contract.dispatch.WithdrawalReason;
import my.kilat.contract.health.BackgroundPart;
import my.kilat.contract.health.GatewayHealth;
import my.kilat.contract.health.GatewayLive;
import my.kilat.contract.health.Readiness;
import my.kilat.contract.health.ServiceHealth;
import my.kilat.contract.http.CursorEnvelope;
import my.kilat.contract.http.CursorPagination;
import my.kilat.contract.http.Failure;
import my.kilat.contract.http.ItemsPage;
import my.kilat.contract.http.Message;
import my.kilat.contract.http.Page;
import my.kilat.contract.http.Pagination;
import my.kilat.contract.http.Success;
import my.kilat.contract.identity.AuthResult;
import my.kilat.contract.identity.EndedSessions;
import my.kilat.contract.identity.EndedSessions.EndedSession;
import my.kilat.contract.identity.JsonWebKeySet;
import my.kilat.contract.identity.JsonWebKeySet.JsonWebKey;
import my.kilat.contract.identity.Role;
import my.kilat.contract.identity.User;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.FeedNotification;
import my.kilat.contract.notification.Notification;
import my.kilat.contract.notification.NotificationFeed;
import my.kilat.contract.notification.NotificationStatus;
import my.kilat.contract.notification.Preferences;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.contract.payment.PaymentResource;
import my.kilat.contract.petshop.PetShop;
import my.kilat.contract.petshop.PetShopCategory;
import my.kilat.contract.runner.Crate;
import my.kilat.contract.runner.LocationRefusal;
import my.kilat.contract.runner.LocationsResult;
import my.kilat.contract.runner.RefusedLocations;
import my.kilat.contract.runner.Runner;
import my.kilat.contract.runner.SessionStatus;
import my.kilat.contract.runner.VehicleType;
import my.kilat.contract.tracking.Eta;
import my.kilat.contract.tracking.EtaFrame;
import my.kilat.contract.tracking.LocationFrame;
import my.kilat.contract.tracking.Route;
import my.kilat.contract.tracking.StatusFrame;
import my.kilat.contract.tracking.Stop;
import my.kilat.contract.tracking.Track;
import my.kilat.contract.tracking.TrackStatus;
import my.kilat.contract.tracking.Waypoint;
import my.kilat.contract.tracking.WelfareSummary;
import my.kilat.contract.vet.NearbyVet;
import my.kilat.contract.vet.OpeningHours;
import my.kilat.contract.vet.VetClinic;
import my.kilat.contract.vet.VetClinicsImport;
import my.kilat.contract.vet.Weekday;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the records of answers become on the wire is what the contract says, with every field and with the fewest. */
class RepliesTest {

    private static final UUID A = UUID.fromString("0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11");
    private static final UUID B = UUID.fromString("0193f1c0-3d52-7a88-b0c4-5e7d9f1a2b01");
    private static final UUID C = UUID.fromString("0193f1c1-9e64-7bb0-a2d3-8c6f0e4b5a02");
    private static final Instant T = Instant.parse("2026-02-12T10:00:00Z");

    private static final User USER =
            new User(A, "a@example.com", "", "Aisyah", Role.OWNER, false, "https://example.com/a.png", T);
    private static final Address ADDRESS =
            new Address("Dataran Merdeka", "", "Kuala Lumpur", "", "50050", "Malaysia", 0, 101.6869);
    private static final Vaccination VACCINATION = new Vaccination("FVRCP", T, T, "", false);
    private static final PetSpec PET =
            new PetSpec(PetType.OTHER, PetKind.FISH, "", "Nemo", 0.2, 0, List.of(VACCINATION), "stays wet", "");
    private static final CrateRequirement CRATE_REQUIREMENT = new CrateRequirement(CrateSize.SMALL, true, false, 0.24);
    private static final RouteSpec ROUTE_SPEC = new RouteSpec(3.139, 101.6869, 3.15, 101.71, 2.84147, 6, "");
    private static final BookingResource BOOKING = new BookingResource(
            A,
            "BK-7QK2MX",
            B,
            C,
            ShownStatus.COMPLETED,
            PET,
            CRATE_REQUIREMENT,
            ADDRESS,
            ADDRESS,
            ROUTE_SPEC,
            2210,
            2210L,
            "MYR",
            T,
            T,
            T,
            T,
            "",
            "",
            1,
            T,
            T,
            PaymentStatus.RELEASED,
            List.of("FVRCP expires on 12 February 2026, before the ride"));
    private static final PaymentResource PAYMENT = new PaymentResource(
            A,
            B,
            C,
            A,
            EscrowStatus.HELD,
            2210,
            331,
            1879,
            "MYR",
            "card",
            "pi_mock_12345678",
            T,
            T,
            T,
            "",
            1,
            T,
            T,
            "BK-7QK2MX",
            "http://localhost:8080/x",
            "pi_mock_12345678",
            "https://pay.example.com/x",
            T,
            T);
    private static final Crate CRATE =
            new Crate(A, CrateSize.XLARGE, List.of(PetKind.HAMSTER), 15, 0, 0, 0, true, false);
    private static final Runner RUNNER = new Runner(
            A,
            B,
            "Kumar",
            "",
            VehicleType.MOTORCYCLE,
            "VAB 88",
            "Vespa",
            1980,
            true,
            SessionStatus.INACTIVE,
            0,
            0,
            List.of(CRATE),
            1.284,
            T);
    private static final PetShop PET_SHOP = new PetShop(
            A,
            B,
            "KL Pet Clinic",
            "45, Jalan Ampang",
            3.159,
            101.72,
            "",
            "",
            PetShopCategory.PET_STORE,
            List.of("Toys"),
            4.3,
            "https://example.com/s.png",
            "",
            "",
            0.0,
            T);
    private static final OfferResource OFFER = new OfferResource(
            A,
            B,
            "BK-7QK2MX",
            OfferStatus.OPEN,
            1,
            PetKind.FISH,
            CRATE_REQUIREMENT,
            new Place(3.139, 101.6869),
            new Place(3.15, 101.71),
            1.25,
            2210,
            "MYR",
            T,
            T);
    private static final DispatchOffer DISPATCH_OFFER = new DispatchOffer(1, 2, OfferStatus.ACCEPTED, 1.25, T, T, T, C);
    private static final BookingHistoryEntry HISTORY_ENTRY = new BookingHistoryEntry(
            HistoryKind.STATUS,
            T,
            BookingStatus.REQUESTED,
            BookingStatus.ACCEPTED,
            Stop.PICKUP,
            ActorRole.RUNNER,
            C,
            "agreed by phone");
    private static final WelfareSummary WELFARE = new WelfareSummary(1, 10.5, 10.5, 0, 24.2, 5.113, 61.4, 12.7);
    private static final Waypoint WAYPOINT = new Waypoint(A, 3.1432, 101.6944, 42.5, 0, T, true);
    private static final Eta ETA = new Eta(T, T, 2.5, false, T);
    private static final Track TRACK = new Track(A, B, C, TrackStatus.COMPLETED, 3.102, T, T, ETA, List.of(WAYPOINT));
    private static final LocationFrame.Data LOCATION =
            new LocationFrame.Data(A.toString().toUpperCase(), C, 3.1432, 101.6944, 0, 0, T);
    private static final Notification NOTIFICATION = new Notification(
            A,
            B,
            C,
            "booking.accepted",
            "booking.accepted",
            "Runner Assigned!",
            "",
            NotificationStatus.PARTIALLY_SENT,
            true,
            T,
            List.of(Channel.PUSH),
            List.of(Channel.SMS, Channel.EMAIL),
            Map.of("any", List.of(1)),
            T,
            T);

    private static final OpeningHours HOURS = new OpeningHours(List.of(Weekday.SATURDAY), "10:00", "02:00");

    static Stream<Object> replies() {
        return Stream.of(
                USER,
                new AuthResult("a", "r", USER),
                new JsonWebKeySet(List.of(new JsonWebKey("RSA", "sig", "RS256", "k1", "n", "AQAB"))),
                new JsonWebKey("RSA", "sig", "RS256", "k1", "n", "AQAB"),
                new EndedSessions(18, false, 900, List.of(new EndedSession(A, 3))),
                new EndedSession(A, 3),
                ADDRESS,
                VACCINATION,
                PET,
                CRATE_REQUIREMENT,
                ROUTE_SPEC,
                BOOKING,
                PAYMENT,
                CRATE,
                RUNNER,
                new RefusedLocations(LocationRefusal.STALE, 2),
                new LocationsResult(498, 2, List.of(new RefusedLocations(LocationRefusal.STALE, 2))),
                PET_SHOP,
                new Place(3.139, 101.6869),
                OFFER,
                OfferFrame.of(OFFER),
                OfferWithdrawnFrame.of(A, B, WithdrawalReason.TAKEN, T),
                OfferExpiredFrame.of(A, B, T),
                HISTORY_ENTRY,
                new BookingHistory(A, List.of(HISTORY_ENTRY)),
                new HandlingCard(A, "paws", "", "", "+60312345678", T),
                WELFARE,
                new BookingWelfare(A, WELFARE),
                HOURS,
                new VetClinic(A, "kl-1", "Klinik", "+60322820000", "KL", 3.1, 101.7, List.of(HOURS), false, true, B, T),
                new NearbyVet(A, "Klinik", "+60322820000", "KL", 3.1, 101.7, 1_930, false, T, T),
                new VetClinicsImport(2, 1, 0),
                DISPATCH_OFFER,
                new Dispatch(A, SearchStatus.ASSIGNED, 2, T, T, List.of(DISPATCH_OFFER)),
                WAYPOINT,
                TRACK,
                Route.of(List.of(new Route.Point(101.6869, 3.139))),
                LOCATION,
                LocationFrame.of(LOCATION),
                ETA,
                EtaFrame.of(A.toString(), ETA),
                StatusFrame.of(A.toString().toUpperCase(), BookingStatus.ACCEPTED, BookingStatus.IN_PROGRESS, T),
                NOTIFICATION,
                FeedNotification.of(NOTIFICATION),
                NotificationFeed.of(List.of(NOTIFICATION), "next"),
                new Preferences(
                        A,
                        B,
                        Channel.flags(Set.of(Channel.PUSH, Channel.EMAIL)),
                        "t",
                        "+60123456789",
                        "a@example.com",
                        "22:00",
                        "07:00",
                        T,
                        T),
                new ServiceHealth(
                        "unhealthy", "service-payment", Map.of("relay", "is stuck"), Map.of("ledger", "is off by 1")),
                new Readiness(
                        "not_ready",
                        "service-booking",
                        Map.of("database", "ok"),
                        Map.of("relay", "is late"),
                        Map.of("relay", BACKGROUND_PART)),
                BACKGROUND_PART,
                new GatewayHealth(
                        "degraded",
                        Map.of(
                                "booking",
                                new GatewayHealth.State(
                                        "unhealthy", Map.of("ledger", "is off by 1"), Map.of("database", "away"))),
                        Map.of("limits", "away")),
                new GatewayLive("draining"),
                new Message("done"),
                Pagination.of(41, 1, 20),
                new CursorPagination(20, "next"),
                Failure.of("not found", "more"));
    }

    private static final BackgroundPart BACKGROUND_PART =
            new BackgroundPart("failing", 9L, 8L, "the broker is away", 7L, "events wait");

    @ParameterizedTest
    @MethodSource("replies")
    void everyFieldIsWrittenAsTheContractSays(Object reply) throws Exception {
        JsonNode json = Document.json(JSON.writeValueAsString(reply));
        assertThat(problems(reply, json)).isEmpty();
        assertThat(OpenApiTest.fieldNames(json))
                .isEqualTo(RecordsTest.fields(reply.getClass()).keySet());
    }

    @ParameterizedTest
    @MethodSource("replies")
    void whatIsNotThereIsLeftOut(Object reply) throws Exception {
        JsonNode json = Document.json(JSON.writeValueAsString(fewest(reply)));
        assertThat(problems(reply, json)).isEmpty();
        assertThat(OpenApiTest.fieldNames(json))
                .isEqualTo(OPENAPI.required(OPENAPI.schema(RecordsTest.schemaName(reply.getClass()))));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void whatWasWrittenIsReadAgain(Object reply) throws Exception {
        assertThat((Object) JSON.readValue(JSON.writeValueAsString(reply), reply.getClass()))
                .isEqualTo(reply);
        Object fewest = fewest(reply);
        assertThat((Object) JSON.readValue(JSON.writeValueAsString(fewest), reply.getClass()))
                .isEqualTo(fewest);
    }

    @Test
    void everyRecordOfAnAnswerIsTried() {
        TreeSet<String> tried = new TreeSet<>();
        replies().forEach(reply -> tried.add(RecordsTest.schemaName(reply.getClass())));
        TreeSet<String> all = new TreeSet<>();
        RecordsTest.records()
                .filter(type -> RecordsTest.documentOf(type) == OPENAPI)
                .map(RecordsTest::schemaName)
                .filter(name -> !name.endsWith("Request"))
                .forEach(all::add);
        assertThat(tried).isEqualTo(all);
    }

    @Test
    void envelopesAreWrittenAsTheContractSays() throws Exception {
        valid("BookingEnvelope", Success.of(BOOKING));
        valid("MessageEnvelope", Success.of(new Message("runner is now online")));
        valid("RunnerListEnvelope", Success.of(List.of(RUNNER)));
        valid("BookingPage", Page.of(List.of(BOOKING, BOOKING), Pagination.of(2, 1, 20)));
        valid("BookingPage", Page.of(List.of(), Pagination.of(0, 1, 20)));
        valid("BookingItemsPage", ItemsPage.of(List.of(BOOKING), Pagination.of(1, 1, 100)));
        valid("PaymentItemsPage", ItemsPage.of(List.of(PAYMENT), Pagination.of(1, 1, 20)));
        valid("NotificationPage", Page.of(List.of(NOTIFICATION), Pagination.of(1, 1, 20)));
        valid("BookingCursorPage", CursorEnvelope.of(List.of(BOOKING), new CursorPagination(1, "next")));
        valid("BookingCursorPage", CursorEnvelope.of(List.of(), new CursorPagination(20, null)));
        valid(
                "PaymentItemsCursorPage",
                CursorEnvelope.of(Map.of("items", List.of(PAYMENT)), new CursorPagination(1, "next")));
        valid(
                "NotificationFeedEnvelope",
                CursorEnvelope.of(NotificationFeed.of(List.of(NOTIFICATION), "next"), new CursorPagination(1, "next")));
        valid("NotificationFeedEnvelope", Success.of(NotificationFeed.of(List.of(NOTIFICATION), "")));
        valid("Error", Failure.of("not found"));
        valid("Error", Failure.of("not found", ""));
    }

    @Test
    void pagesAreCountedUp() {
        assertThat(Pagination.of(0, 1, 20).totalPages()).isZero();
        assertThat(Pagination.of(20, 1, 20).totalPages()).isEqualTo(1);
        assertThat(Pagination.of(21, 1, 20).totalPages()).isEqualTo(2);
    }

    @Test
    void aPetUnderWayIsInTransitForOlderWebAppsOnly() {
        for (BookingStatus status : BookingStatus.values()) {
            assertThat(ShownStatus.canonical(status).word()).isEqualTo(status.word());
            assertThat(ShownStatus.canonical(status).status()).isSameAs(status);
            assertThat(ShownStatus.forOlderWeb(status).status()).isSameAs(status);
        }
        assertThat(ShownStatus.forOlderWeb(BookingStatus.IN_PROGRESS).word()).isEqualTo("in_transit");
        assertThat(ShownStatus.forOlderWeb(BookingStatus.DELIVERED).word()).isEqualTo("delivered");
    }

    @Test
    void aRouteIsPairsOfLongitudeAndLatitude() throws Exception {
        assertThat(JSON.writeValueAsString(Route.of(List.of(new Route.Point(101.6869, 3.139)))))
                .isEqualTo("{\"type\":\"LineString\",\"coordinates\":[[101.6869,3.139]]}");
        assertThat(JSON.writeValueAsString(Route.of(List.of())))
                .isEqualTo("{\"type\":\"LineString\",\"coordinates\":[]}");
    }

    @Test
    void strictClientsFindTimesInWholeSecondsMoneyInIntegersAndNoStrayField() {
        JsonNode booking = OPENAPI.schema("Booking").at("/examples/0");
        assertThat(OPENAPI.problems("/components/schemas/Booking", booking)).isEmpty();
        assertThat(withField(booking, "created_at", "\"2026-02-12T10:00:00.5Z\""))
                .isNotEmpty();
        assertThat(withField(booking, "created_at", "\"2026-02-12T10:00:00+08:00\""))
                .isNotEmpty();
        assertThat(withField(booking, "estimated_price_cents", "2210.5")).isNotEmpty();
        assertThat(withField(booking, "id", "\"0193F1C2-7A10-7C3E-9B1D-4F2A6C8E0B11\""))
                .isNotEmpty();
        assertThat(withField(booking, "status", "\"picked_up\"")).isNotEmpty();
        assertThat(withField(booking, "runner_id", "null")).isNotEmpty();
        assertThat(withField(booking, "final_price_cents", "0")).isNotEmpty();
        assertThat(withField(booking, "stray", "1")).isNotEmpty();
        assertThat(withField(booking, "status", "\"in_transit\"")).isEmpty();
    }

    private static List<String> withField(JsonNode object, String name, String json) {
        com.fasterxml.jackson.databind.node.ObjectNode copy = object.deepCopy();
        copy.set(name, Document.json(json));
        return OPENAPI.problems("/components/schemas/Booking", copy);
    }

    private static Object fewest(Object reply) {
        // a feed's twins follow from the notification inside
        return reply instanceof FeedNotification
                ? FeedNotification.of((Notification) RecordsTest.sparse(NOTIFICATION))
                : RecordsTest.sparse(reply);
    }

    private static List<String> problems(Object reply, JsonNode json) {
        return OPENAPI.problems("/components/schemas/" + RecordsTest.schemaName(reply.getClass()), json);
    }

    private static void valid(String schema, Object value) throws Exception {
        assertThat(OPENAPI.problems("/components/schemas/" + schema, JSON.writeValueAsString(value)))
                .as(schema)
                .isEmpty();
    }
}
