package my.kilat.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.booking.PetType;
import my.kilat.contract.dispatch.Dispatch;
import my.kilat.contract.dispatch.DispatchOffer;
import my.kilat.contract.dispatch.OfferResource;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.RunnerOnline;
import my.kilat.contract.identity.Role;
import my.kilat.contract.internal.DispatchQuestion;
import my.kilat.contract.internal.RunnerProfile;
import my.kilat.contract.runner.Crate;
import my.kilat.contract.runner.SessionStatus;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.settings.Environment;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** The dispatch service with its neighbours, runners and bookings around it. Each quarter is far away from every other. */
final class Streets implements AutoCloseable {
    static final CrateRequirement MEDIUM = new CrateRequirement(CrateSize.MEDIUM, true, false, 14.4);

    private static final double KM_IN_DEGREES = 1 / 110.574;
    private static final AtomicInteger QUARTERS = new AtomicInteger();

    final Neighbours neighbours = new Neighbours();
    final EventProbe events;
    final TestService service;
    final Tables tables;

    private Streets(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "UPSTREAM_BOOKING", neighbours.url(), "UPSTREAM_RUNNER", neighbours.url(), "OFFER_HEARD_WITHIN", "7d"));
        all.putAll(settings);
        Environment environment = TestService.environment(true, all);
        events = new EventProbe(environment.text("KAFKA_BROKERS"));
        service = TestService.start(environment, new DispatchService());
        tables = new Tables(environment);
    }

    static Streets open(Map<String, String> settings) {
        return new Streets(settings);
    }

    static void await(String what, ThrowingRunnable assertion) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(30))
                .untilAsserted(assertion);
    }

    /** A part of the town, with a pickup in its middle. */
    record Quarter(double latitude) {
        static Quarter elsewhere() {
            return new Quarter(-60 + QUARTERS.getAndIncrement());
        }
    }

    /** A runner who is online that far from the pickup, with one large crate for dogs, known to dispatch. */
    UUID runner(Quarter quarter, double kilometres) {
        return runner(quarter, kilometres, PetKind.DOG);
    }

    UUID runner(Quarter quarter, double kilometres, PetKind pet) {
        UUID id = appear(quarter, kilometres, pet);
        awaitCopies(1, id);
        return id;
    }

    /** So many runners for dogs, 100 m apart. */
    List<UUID> runners(Quarter quarter, int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ids.add(appear(quarter, 0.1 * i, PetKind.DOG));
        }
        awaitCopies(count, ids.toArray(UUID[]::new));
        return ids;
    }

    private UUID appear(Quarter quarter, double kilometres, PetKind pet) {
        UUID id = UUID.randomUUID();
        Crate crate = new Crate(UUID.randomUUID(), CrateSize.LARGE, List.of(pet), 30, 0, 0, 0, true, false);
        neighbours.has(new RunnerProfile(id, SessionStatus.ACTIVE, 0, List.of(crate), true));
        events.publish(new RunnerOnline(
                id, quarter.latitude() + kilometres * KM_IN_DEGREES, 101, UUID.randomUUID(), Instant.now()));
        return id;
    }

    private void awaitCopies(int count, UUID... ids) {
        String listed = Stream.of(ids).map(id -> "'" + id + "'").collect(Collectors.joining(","));
        await("the copies", () -> {
            int known = rows("select from runner where online and crates is not null and user_id in (" + listed + ")")
                    .size();
            if (known < count) {
                throw new AssertionError(known + " of " + count);
            }
        });
    }

    /** A booking for a dog, which is paid for. */
    UUID paid(Quarter quarter) {
        UUID booking = UUID.randomUUID();
        tell(requested(quarter, booking, 1, null), held(booking, 1));
        return booking;
    }

    void tell(DomainEvent... news) {
        for (DomainEvent each : news) {
            events.publish(each);
        }
    }

    static BookingRequested requested(Quarter quarter, UUID booking, int version, @Nullable UUID previous) {
        return requested(quarter, booking, version, previous, null);
    }

    /** The same for a ride at that time. */
    static BookingRequested requested(
            Quarter quarter, UUID booking, int version, @Nullable UUID previous, @Nullable Instant scheduledAt) {
        return new BookingRequested(
                booking,
                "BK-7QK2MX",
                UUID.randomUUID(),
                PetType.DOG,
                "Rex",
                quarter.latitude(),
                101,
                quarter.latitude() + 0.1,
                101,
                2_210,
                "MYR",
                scheduledAt,
                version > 1,
                previous,
                PetKind.DOG,
                MEDIUM,
                version,
                Instant.now());
    }

    static EscrowHeld held(UUID booking, int attempt) {
        return new EscrowHeld(
                UUID.randomUUID(), booking, "pi_mock_1", 2_210, "MYR", null, null, attempt, Instant.now());
    }

    static EscrowRefunded refunded(UUID booking) {
        return new EscrowRefunded(
                UUID.randomUUID(), booking, UUID.randomUUID(), 2_210, "MYR", "", null, null, 1, Instant.now());
    }

    static BookingAccepted accepted(UUID booking, UUID runner, int version) {
        return new BookingAccepted(
                booking, "BK-7QK2MX", runner, UUID.randomUUID(), null, null, null, null, version, Instant.now());
    }

    static BookingCancelled cancelled(UUID booking) {
        return new BookingCancelled(
                booking,
                "BK-7QK2MX",
                UUID.randomUUID(),
                "",
                null,
                null,
                BookingStatus.REQUESTED,
                CancelledByRole.OWNER,
                Instant.now());
    }

    /** The search as the booking service reads it. */
    Dispatch search(UUID booking) {
        return service.client()
                .as(ServiceTokens.from(service.environment(), "booking", service.clock())
                        .tokenFor("dispatch"))
                .post("/internal/v1/dispatches", new DispatchQuestion(booking))
                .expect(200)
                .data(Dispatch.class);
    }

    /** The runners that a booking was offered to, by what came of it. */
    List<UUID> asked(UUID booking, OfferStatus status) {
        return search(booking).offers().stream()
                .filter(offer -> offer.status() == status)
                .map(DispatchOffer::runnerId)
                .toList();
    }

    ApiClient as(UUID runner) {
        return service.client(Role.RUNNER, runner);
    }

    /** The open offers of a runner. */
    List<OfferResource> offersOf(UUID runner) {
        return List.of(as(runner).get("/api/v1/offers").expect(200).data(OfferResource[].class));
    }

    /** The one open offer of a runner, once it is there. */
    OfferResource offerOf(UUID runner) {
        await("an offer of " + runner, () -> {
            if (offersOf(runner).size() != 1) {
                throw new AssertionError("not yet");
            }
        });
        return offersOf(runner).getFirst();
    }

    ApiClient.Answer answer(UUID runner, OfferResource offer, String answer) {
        return as(runner).post("/api/v1/offers/" + offer.id() + "/" + answer);
    }

    List<List<String>> rows(String sql) {
        return tables.rows(sql);
    }

    @Override
    public void close() {
        service.close();
        events.close();
        neighbours.close();
    }
}
