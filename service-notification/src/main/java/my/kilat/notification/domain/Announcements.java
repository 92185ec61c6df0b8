package my.kilat.notification.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import my.kilat.contract.event.AccountEvent;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.DispatchEvent;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.EscrowCreated;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.EscrowReleased;
import my.kilat.contract.event.EtaUpdated;
import my.kilat.contract.event.NoticeEvent;
import my.kilat.contract.event.NoticeGiven;
import my.kilat.contract.event.PaymentFailed;
import my.kilat.contract.event.PaymentStage;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.contract.event.RideDelayed;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.event.RunnerEvent;
import my.kilat.contract.event.SuspensionEvent;
import my.kilat.contract.event.TimelyEvent;
import my.kilat.contract.event.TrackingCompleted;
import my.kilat.contract.event.TrackingStarted;
import my.kilat.contract.event.TrackingUpdated;
import my.kilat.contract.event.TripSummarised;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.platform.money.Money;
import org.jspecify.annotations.Nullable;

/** Decides which recipients are notified of an event, and with which template. */
public final class Announcements {
    private final UUID eventId;
    private final @Nullable Instant usefulUntil;
    private final Function<UUID, Optional<Parties>> known;
    private final List<Announcement> announcements = new ArrayList<>(2);

    private Announcements(UUID eventId, @Nullable Instant usefulUntil, Function<UUID, Optional<Parties>> known) {
        this.eventId = eventId;
        this.usefulUntil = usefulUntil;
        this.known = known;
    }

    /**
     * Decides about one event.
     *
     * @param known the parties of a booking according to earlier events; called only if the event itself, written by an older
     *     version, does not contain them
     * @throws UnknownPartiesException if no recipient is known yet
     */
    public static List<Announcement> of(UUID eventId, DomainEvent event, Function<UUID, Optional<Parties>> known) {
        Instant until = event instanceof TimelyEvent timely ? timely.usefulUntil() : null;
        Announcements announcements = new Announcements(eventId, until, known);
        announcements.decide(event);
        return List.copyOf(announcements.announcements);
    }

    /** Whether the decision about an event may call {@code known}. */
    public static boolean asksForParties(DomainEvent event) {
        return switch (event) {
            case BookingCancelled cancelled -> cancelled.ownerId() == null;
            case EscrowHeld held -> held.ownerId() == null || held.bookingNumber() == null;
            case EscrowReleased released -> released.bookingNumber() == null;
            case EscrowRefunded refunded -> refunded.bookingNumber() == null;
            case PaymentFailed failed ->
                concernsTheOwner(failed) && (failed.ownerId() == null || failed.bookingNumber() == null);
            case TrackingStarted started -> started.ownerId() == null || started.bookingNumber() == null;
            case TrackingCompleted completed -> completed.ownerId() == null || completed.bookingNumber() == null;
            case RunnerArrived arrived -> !arrived.passed() && arrived.ownerId() == null;
            case RideDelayed delayed -> delayed.ownerId() == null;
            case UnattendedStop stop -> stop.ownerId() == null;
            case AccountEvent _,
                    BookingEvent _,
                    DispatchEvent _,
                    EscrowCreated _,
                    EtaUpdated _,
                    NoticeEvent _,
                    RunnerEvent _,
                    SuspensionEvent _,
                    TrackingUpdated _,
                    TripSummarised _ -> false;
        };
    }

    private void decide(DomainEvent event) {
        switch (event) {
            case BookingRequested requested ->
                tell(
                        requested.ownerId(),
                        requested.bookingId(),
                        requested.reoffer() ? Template.BOOKING_OFFERED_AGAIN : Template.BOOKING_REQUESTED,
                        numberOf(requested).and(Variable.AMOUNT, Money.format(requested.estimatedPriceCents())));
            case BookingAccepted accepted ->
                tell(accepted.ownerId(), accepted.bookingId(), Template.BOOKING_ACCEPTED, numberOf(accepted));
            case PetPickedUp pickedUp ->
                tell(pickedUp.ownerId(), pickedUp.bookingId(), Template.PET_PICKED_UP, numberOf(pickedUp));
            case DeliveryInProgress onItsWay ->
                tell(onItsWay.ownerId(), onItsWay.bookingId(), Template.DELIVERY_IN_PROGRESS, numberOf(onItsWay));
            case DeliveryConfirmed confirmed -> confirmed(confirmed);
            case BookingCompleted completed -> {
                Variables variables =
                        numberOf(completed).and(Variable.AMOUNT, Money.format(completed.finalPriceCents()));
                tell(completed.ownerId(), completed.bookingId(), Template.BOOKING_COMPLETED, variables);
                tell(completed.runnerId(), completed.bookingId(), Template.BOOKING_COMPLETED, variables);
            }
            case BookingCancelled cancelled -> cancelled(cancelled);
            case EscrowHeld held ->
                tell(
                        owner(held.ownerId(), held.bookingId()),
                        held.bookingId(),
                        Template.ESCROW_HELD,
                        number(held.bookingNumber(), held.bookingId())
                                .and(Variable.AMOUNT, Money.format(held.amountCents())));
            case EscrowReleased released ->
                tell(
                        released.runnerId(),
                        released.bookingId(),
                        Template.ESCROW_RELEASED,
                        number(released.bookingNumber(), released.bookingId())
                                .and(Variable.RUNNER_PAYOUT, Money.format(released.runnerPayoutCents()))
                                .and(Variable.PLATFORM_FEE, Money.format(released.platformFeeCents())));
            case EscrowRefunded refunded ->
                tell(
                        refunded.ownerId(),
                        refunded.bookingId(),
                        Template.ESCROW_REFUNDED,
                        number(refunded.bookingNumber(), refunded.bookingId())
                                .and(Variable.AMOUNT, Money.format(refunded.amountCents()))
                                .and(Variable.REFUND_REASON, Reasons.inWords(refunded.refundReason())));
            case PaymentFailed failed -> failed(failed);
            case TrackingStarted started ->
                tell(
                        owner(started.ownerId(), started.bookingId()),
                        started.bookingId(),
                        Template.TRACKING_STARTED,
                        number(started.bookingNumber(), started.bookingId()));
            case TrackingCompleted completed ->
                tell(
                        owner(completed.ownerId(), completed.bookingId()),
                        completed.bookingId(),
                        Template.TRACKING_COMPLETED,
                        number(completed.bookingNumber(), completed.bookingId())
                                .and(
                                        Variable.TOTAL_DISTANCE,
                                        String.format(Locale.ROOT, "%.1f", completed.totalDistanceKm())));
            case NoticeGiven notice -> NoticeAnnouncements.given(this, notice);
            case RunnerArrived arrived -> TripAnnouncements.arrived(this, arrived);
            case RideDelayed delayed -> TripAnnouncements.delayed(this, delayed);
            case UnattendedStop stop -> TripAnnouncements.stopped(this, stop);
            case AccountEvent _,
                    DispatchEvent _,
                    EscrowCreated _,
                    EtaUpdated _,
                    RunnerEvent _,
                    SuspensionEvent _,
                    TrackingUpdated _,
                    TripSummarised _ -> {
                // nobody is told
            }
        }
    }

    /** A confirmation by the runner asks the owner to confirm; one by the owner or the timer concerns both. */
    private void confirmed(DeliveryConfirmed event) {
        if (event.confirmedBy() == ConfirmedBy.RUNNER) {
            tell(event.ownerId(), event.bookingId(), Template.PLEASE_CONFIRM, numberOf(event));
        } else {
            tell(event.ownerId(), event.bookingId(), Template.DELIVERY_CONFIRMED, numberOf(event));
            tell(event.runnerId(), event.bookingId(), Template.DELIVERY_CONFIRMED, numberOf(event));
        }
    }

    /** Notifies the other party, or both if neither of them cancelled. */
    private void cancelled(BookingCancelled event) {
        UUID owner = owner(event.ownerId(), event.bookingId());
        Optional<UUID> runner = event.ownerId() == null && event.runnerId() == null
                ? known.apply(event.bookingId()).map(Parties::runnerId)
                : Optional.ofNullable(event.runnerId());
        CancelledByRole role = event.cancelledByRole();
        boolean byOwner = role == null ? event.cancelledBy().equals(owner) : role == CancelledByRole.OWNER;
        boolean byRunner =
                role == null ? runner.filter(event.cancelledBy()::equals).isPresent() : role == CancelledByRole.RUNNER;
        Variables variables = numberOf(event).and(Variable.REASON, Reasons.inWords(event.reason()));
        Stream.concat(byOwner ? Stream.empty() : Stream.of(owner), byRunner ? Stream.empty() : runner.stream())
                .distinct()
                .forEach(recipient -> tell(recipient, event.bookingId(), Template.BOOKING_CANCELLED, variables));
    }

    private void failed(PaymentFailed event) {
        if (!concernsTheOwner(event)) {
            return;
        }
        UUID booking = event.bookingId();
        boolean isLapsed = event.stage() == PaymentStage.RELEASE;
        Variables variables =
                number(event.bookingNumber(), booking).and(Variable.REASON, Reasons.inWords(event.reason()));
        tell(
                owner(event.ownerId(), booking),
                booking,
                isLapsed ? Template.PAYMENT_LAPSED : Template.PAYMENT_NOT_HELD,
                variables);
        if (isLapsed && event.runnerId() != null) {
            tell(event.runnerId(), booking, Template.PAYOUT_WAITS, variables);
        }
    }

    /**
     * Whether nothing is held any more, so that the owner has to pay again. Older versions also published this event when a
     * payout or a refund was delayed while the money stayed held; their events have no attempt, and require no action of
     * anybody.
     */
    private static boolean concernsTheOwner(PaymentFailed event) {
        return switch (event.stage()) {
            case HOLD -> true;
            case RELEASE -> event.attempt() != null;
            case REFUND -> false;
            case null -> true;
        };
    }

    /** Adds an announcement. */
    void tell(UUID recipient, UUID bookingId, Template template, Variables variables) {
        announcements.add(new Announcement(eventId, recipient, bookingId, template, variables, usefulUntil));
    }

    /** The owner, from the event or from earlier ones. */
    UUID owner(@Nullable UUID ownerId, UUID bookingId) {
        return ownerId != null
                ? ownerId
                : known.apply(bookingId)
                        .map(Parties::ownerId)
                        .orElseThrow(() -> new UnknownPartiesException(bookingId));
    }

    private static Variables numberOf(BookingEvent event) {
        return Variables.none().and(Variable.BOOKING_NUMBER, event.bookingNumber());
    }

    /** The number of a booking, from the event or from earlier ones. */
    Variables number(@Nullable String bookingNumber, UUID bookingId) {
        String number = bookingNumber != null
                ? bookingNumber
                : known.apply(bookingId).map(Parties::bookingNumber).orElse("");
        return Variables.none().and(Variable.BOOKING_NUMBER, number);
    }
}
