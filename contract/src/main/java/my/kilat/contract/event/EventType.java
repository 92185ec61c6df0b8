package my.kilat.contract.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of event: their name on the wire, their topic, and the record that holds their payload. */
public enum EventType {
    BOOKING_REQUESTED("booking.requested", Topic.BOOKING, BookingRequested.class),
    BOOKING_ACCEPTED("booking.accepted", Topic.BOOKING, BookingAccepted.class),
    BOOKING_PET_PICKED_UP("booking.pet_picked_up", Topic.BOOKING, PetPickedUp.class),
    BOOKING_DELIVERY_IN_PROGRESS("booking.delivery_in_progress", Topic.BOOKING, DeliveryInProgress.class),
    BOOKING_DELIVERY_CONFIRMED("booking.delivery_confirmed", Topic.BOOKING, DeliveryConfirmed.class),
    BOOKING_COMPLETED("booking.completed", Topic.BOOKING, BookingCompleted.class),
    BOOKING_CANCELLED("booking.cancelled", Topic.BOOKING, BookingCancelled.class),

    PAYMENT_ESCROW_CREATED("payment.escrow_created", Topic.PAYMENT, EscrowCreated.class),
    PAYMENT_ESCROW_HELD("payment.escrow_held", Topic.PAYMENT, EscrowHeld.class),
    PAYMENT_ESCROW_RELEASED("payment.escrow_released", Topic.PAYMENT, EscrowReleased.class),
    PAYMENT_ESCROW_REFUNDED("payment.escrow_refunded", Topic.PAYMENT, EscrowRefunded.class),
    PAYMENT_FAILED("payment.failed", Topic.PAYMENT, PaymentFailed.class),

    RUNNER_ONLINE("runner.online", Topic.RUNNER, RunnerOnline.class),
    RUNNER_OFFLINE("runner.offline", Topic.RUNNER, RunnerOffline.class),
    RUNNER_LOCATION_UPDATE("runner.location_update", Topic.RUNNER, RunnerLocationUpdate.class),
    RUNNER_ASSIGNED("runner.assigned", Topic.RUNNER, RunnerAssigned.class),

    TRACKING_STARTED("tracking.started", Topic.TRACKING, TrackingStarted.class),
    TRACKING_UPDATED("tracking.updated", Topic.TRACKING, TrackingUpdated.class),
    TRACKING_COMPLETED("tracking.completed", Topic.TRACKING, TrackingCompleted.class),

    ACCOUNT_UPDATED("account.updated", Topic.ACCOUNT, AccountUpdated.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));
    private static final Map<Class<?>, EventType> BY_PAYLOAD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::payload, Function.identity()));

    private final String wireName;
    private final Topic topic;
    private final Class<? extends DomainEvent> payload;

    EventType(String wireName, Topic topic, Class<? extends DomainEvent> payload) {
        this.wireName = wireName;
        this.topic = topic;
        this.payload = payload;
    }

    /** The type as the envelope writes it. */
    public String wireName() {
        return wireName;
    }

    public Topic topic() {
        return topic;
    }

    /** The record to read the envelope's data into. */
    public Class<? extends DomainEvent> payload() {
        return payload;
    }

    /** The service that writes events of this type. */
    public String source() {
        return topic.source();
    }

    /** The type of that name, in any letter case; empty for one that this version does not know and must pass over. */
    public static Optional<EventType> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName.toLowerCase(Locale.ROOT)));
    }

    /** The type whose payload that record is. */
    public static EventType of(Class<? extends DomainEvent> payload) {
        EventType type = BY_PAYLOAD.get(payload);
        if (type == null) {
            throw new IllegalArgumentException(payload.getName() + " is the payload of no event type");
        }
        return type;
    }
}
