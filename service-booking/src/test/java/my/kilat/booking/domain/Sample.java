package my.kilat.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import my.kilat.booking.domain.Payment.Standing;
import my.kilat.contract.booking.Address;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.booking.PetSpec;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.identity.Role;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;
import my.kilat.platform.routing.Routing;
import my.kilat.platform.routing.RoutingSettings;
import my.kilat.platform.settings.Environment;
import org.jspecify.annotations.Nullable;

/** A booking in every state, and the people around it. */
public final class Sample {
    public static final Actor.Person OWNER = new Actor.Person(new UUID(0, 1), Role.OWNER);
    public static final Actor.Person RUNNER = new Actor.Person(new UUID(0, 2), Role.RUNNER);
    static final Actor.Person OTHER_OWNER = new Actor.Person(new UUID(0, 3), Role.OWNER);
    static final Actor.Person OTHER_RUNNER = new Actor.Person(new UUID(0, 4), Role.RUNNER);
    static final Actor.Person ADMIN = new Actor.Person(new UUID(0, 5), Role.ADMIN);

    static final Instant CREATED = Instant.parse("2026-02-12T10:00:00Z");
    static final Instant PICKED_UP = Instant.parse("2026-02-12T10:20:00Z");
    static final Instant DELIVERED = Instant.parse("2026-02-12T10:40:00Z");
    public static final Instant NOW = Instant.parse("2026-02-12T11:00:00Z");

    static final UUID PAYMENT = new UUID(0, 9);
    static final RidePolicy DEFAULT = new RidePolicy(true, RidePolicy.ReleaseOn.OWNER_CONFIRM, 0);
    public static final RidePolicy WITHOUT_ESCROW = new RidePolicy(false, RidePolicy.ReleaseOn.OWNER_CONFIRM, 0);
    static final RidePolicy BY_RUNNERS_WORD = new RidePolicy(true, RidePolicy.ReleaseOn.RUNNER_DELIVER, 0);

    static final Deadlines.Limits LIMITS =
            new Deadlines.Limits(Duration.ofHours(2), Duration.ofHours(24), Duration.ofMinutes(60), 3);
    static final Planning PLANNING = new Planning(Duration.ofDays(30), Duration.ofMinutes(45), Duration.ofMinutes(30));
    public static final Deadlines DEADLINES = new Deadlines(DEFAULT, LIMITS, PLANNING);

    private Sample() {}

    static PetSpec pet(PetKind kind, double weightKg) {
        return new PetSpec(kind.type(), kind, "", "Rex", weightKg, 0, List.of(), "", "");
    }

    static Address at(double latitude, double longitude) {
        return new Address("1, Jalan Ampang", "", "Kuala Lumpur", "", "", "Malaysia", latitude, longitude);
    }

    public static Ride ride() {
        return ride(pet(PetKind.DOG, 12), at(3.139, 101.6869), at(3.15, 101.71));
    }

    /** That ride at a wanted time; as soon as possible without one. */
    static Ride rideAt(@Nullable Instant scheduledAt) {
        Ride plan = ride();
        return new Ride(
                plan.pet(),
                plan.crate(),
                plan.pickup(),
                plan.dropoff(),
                plan.route(),
                plan.routeSource(),
                plan.priceCents(),
                scheduledAt,
                plan.notes());
    }

    /** Where no roads are known. */
    static Ride ride(PetSpec pet, Address from, Address to) {
        Way way = Routing.open(
                        "booking",
                        RoutingSettings.from(Environment.of(Map.of())),
                        HttpClient.newHttpClient(),
                        InstantSource.system(),
                        new SimpleMeterRegistry())
                .between(new Position(from.latitude(), from.longitude()), new Position(to.latitude(), to.longitude()));
        return Ride.plan(pet, from, to, way, null, "");
    }

    static Payment payment(Standing status) {
        return status == Standing.NONE ? Payment.NONE : Payment.of(status, PAYMENT, 1, CREATED);
    }

    /** In that state, with its money held. Whoever cancelled it was the owner, after the runner had it. */
    static Booking in(BookingStatus status) {
        return in(status, Standing.HELD);
    }

    static Booking in(BookingStatus status, Standing payment) {
        State.Confirmation confirmation = new State.Confirmation(ConfirmedBy.OWNER, NOW);
        State state = switch (status) {
            case REQUESTED -> new State.Requested(Wait.from(CREATED));
            case ACCEPTED -> new State.Accepted(RUNNER.id(), Wait.from(CREATED));
            case IN_PROGRESS -> new State.InProgress(RUNNER.id(), PICKED_UP);
            case DELIVERED -> new State.Delivered(RUNNER.id(), PICKED_UP, DELIVERED, null);
            case COMPLETED -> new State.Completed(RUNNER.id(), PICKED_UP, DELIVERED, confirmation, 2_210);
            case CANCELLED -> new State.Cancelled(RUNNER.id(), PICKED_UP, NOW, OWNER.id(), CancelledByRole.OWNER, "");
        };
        return in(state, payment);
    }

    static Booking in(State state, Standing payment) {
        return new Booking(
                new UUID(0, 7), "BK-7QK2MX", OWNER.id(), ride(), state, payment(payment), 5, 730, CREATED, CREATED);
    }

    /** An update of the first payment. */
    static Payment news(Standing status) {
        return Payment.of(status, PAYMENT, 1, NOW);
    }

    /** The change that was decided. */
    static Decision.Changed changed(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Changed.class);
        return (Decision.Changed) decision;
    }

    /** By whom a delivery was confirmed, event by event. */
    static List<ConfirmedBy> confirmations(List<DomainEvent> events) {
        return events.stream()
                .map(event -> Objects.requireNonNull(((DeliveryConfirmed) event).confirmedBy()))
                .toList();
    }
}
