package my.kilat.contract.event;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The event types: their name on the wire and the record of their payload. The family of the record determines the topic. */
public enum EventType {
    BOOKING_REQUESTED("booking.requested", BookingRequested.class),
    BOOKING_ACCEPTED("booking.accepted", BookingAccepted.class),
    BOOKING_PET_PICKED_UP("booking.pet_picked_up", PetPickedUp.class),
    BOOKING_DELIVERY_IN_PROGRESS("booking.delivery_in_progress", DeliveryInProgress.class),
    BOOKING_DELIVERY_CONFIRMED("booking.delivery_confirmed", DeliveryConfirmed.class),
    BOOKING_COMPLETED("booking.completed", BookingCompleted.class),
    BOOKING_CANCELLED("booking.cancelled", BookingCancelled.class),

    PAYMENT_ESCROW_CREATED("payment.escrow_created", EscrowCreated.class),
    PAYMENT_ESCROW_HELD("payment.escrow_held", EscrowHeld.class),
    PAYMENT_ESCROW_RELEASED("payment.escrow_released", EscrowReleased.class),
    PAYMENT_ESCROW_REFUNDED("payment.escrow_refunded", EscrowRefunded.class),
    PAYMENT_FAILED("payment.failed", PaymentFailed.class),

    RUNNER_ONLINE("runner.online", RunnerOnline.class),
    RUNNER_OFFLINE("runner.offline", RunnerOffline.class),
    RUNNER_LOCATION_UPDATE("runner.location_update", RunnerLocationUpdate.class),
    RUNNER_ASSIGNED("runner.assigned", RunnerAssigned.class),

    SUSPENSION_CHANGED("suspension.changed", SuspensionChanged.class),

    TRACKING_STARTED("tracking.started", TrackingStarted.class),
    TRACKING_UPDATED("tracking.updated", TrackingUpdated.class),
    TRACKING_COMPLETED("tracking.completed", TrackingCompleted.class),

    ACCOUNT_UPDATED("account.updated", AccountUpdated.class),

    DISPATCH_OFFER_MADE("dispatch.offer_made", OfferMade.class),
    DISPATCH_OFFER_ENDED("dispatch.offer_ended", OfferEnded.class),
    DISPATCH_SEARCH_ENDED("dispatch.search_ended", SearchEnded.class),

    NOTICE_GIVEN("notice.given", NoticeGiven.class),

    TRIP_ETA_UPDATED("trip.eta_updated", EtaUpdated.class),
    TRIP_RUNNER_ARRIVED("trip.runner_arrived", RunnerArrived.class),
    TRIP_DELAYED("trip.delayed", RideDelayed.class),
    TRIP_UNATTENDED_STOP("trip.unattended_stop", UnattendedStop.class),
    TRIP_SUMMARISED("trip.summarised", TripSummarised.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));
    private static final Map<Class<?>, EventType> BY_PAYLOAD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::payload, Function.identity()));

    private final String wireName;
    private final Topic topic;
    private final Class<? extends DomainEvent> payload;

    EventType(String wireName, Class<? extends DomainEvent> payload) {
        this.wireName = wireName;
        this.topic = Topic.of(payload);
        this.payload = payload;
    }

    /** The type in the envelope. */
    public String wireName() {
        return wireName;
    }

    public Topic topic() {
        return topic;
    }

    /** The record of the payload. */
    public Class<? extends DomainEvent> payload() {
        return payload;
    }

    /** The service that writes events of this type. */
    public String source() {
        return topic.source();
    }

    /** The type of that name, in any letter case; empty for one that this version does not know and must skip. */
    public static Optional<EventType> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName.toLowerCase(Locale.ROOT)));
    }

    /** The type whose payload is that record. */
    public static EventType of(Class<? extends DomainEvent> payload) {
        EventType type = BY_PAYLOAD.get(payload);
        if (type == null) {
            throw new IllegalArgumentException(payload.getName() + " is the payload of no event type");
        }
        return type;
    }

    /**
     * The types of a family of events: all that it permits, or the one type of a record.
     *
     * @param events such as {@code BookingEvent.class} or {@code BookingAccepted.class}
     */
    public static Set<EventType> in(Class<? extends DomainEvent> events) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (EventType type : values()) {
            if (events.isAssignableFrom(type.payload)) {
                types.add(type);
            }
        }
        return types;
    }
}
