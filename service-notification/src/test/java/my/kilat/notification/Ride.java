package my.kilat.notification;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.PetType;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.BookingCancelled;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.BookingRequested;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.event.DeliveryConfirmed;
import my.kilat.contract.event.DeliveryInProgress;
import my.kilat.contract.event.EscrowHeld;
import my.kilat.contract.event.EscrowRefunded;
import my.kilat.contract.event.EscrowReleased;
import my.kilat.contract.event.NoticeGiven;
import my.kilat.contract.event.NoticeOccasion;
import my.kilat.contract.event.PaymentFailed;
import my.kilat.contract.event.PaymentStage;
import my.kilat.contract.event.PetPickedUp;
import my.kilat.contract.event.RideDelayed;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.event.TrackingCompleted;
import my.kilat.contract.event.TrackingStarted;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.contract.tracking.Stop;
import org.jspecify.annotations.Nullable;

/** A ride, and whatever the other services say of it. */
public record Ride(UUID booking, String number, UUID owner, UUID runner) {
    private static final Instant AT = Instant.parse("2026-02-12T10:00:00Z");

    /** A ride of new people. */
    public static Ride any() {
        return of(UUID.randomUUID());
    }

    /** A ride of this owner. */
    public static Ride of(UUID owner) {
        return new Ride(UUID.randomUUID(), "BK-7QK2MX", owner, UUID.randomUUID());
    }

    public BookingRequested requested() {
        return requested(false);
    }

    public BookingRequested offeredAgain() {
        return requested(true);
    }

    private BookingRequested requested(boolean reoffer) {
        return new BookingRequested(
                booking,
                number,
                owner,
                PetType.DOG,
                "Milo",
                3.139,
                101.6869,
                3.15,
                101.71,
                2210,
                "MYR",
                null,
                reoffer,
                null,
                AT);
    }

    public BookingAccepted accepted() {
        return new BookingAccepted(booking, number, runner, owner, null, null, null, null, null, AT);
    }

    public PetPickedUp pickedUp() {
        return new PetPickedUp(booking, number, runner, owner, AT, AT);
    }

    public DeliveryInProgress inProgress() {
        return new DeliveryInProgress(booking, number, runner, owner, AT, AT);
    }

    public DeliveryConfirmed confirmed(@Nullable ConfirmedBy by) {
        return new DeliveryConfirmed(booking, number, runner, owner, AT, by, AT);
    }

    public BookingCompleted completed() {
        return new BookingCompleted(booking, number, runner, owner, 2210, "MYR", AT);
    }

    /** Cancelled after a runner had it. */
    public BookingCancelled cancelled(CancelledByRole role, UUID by, String reason) {
        return new BookingCancelled(booking, number, by, reason, owner, runner, BookingStatus.ACCEPTED, role, AT);
    }

    /** Cancelled, as an older version says it: without the parties. */
    public BookingCancelled cancelledBriefly(UUID by) {
        return new BookingCancelled(booking, number, by, "", null, null, null, null, AT);
    }

    public EscrowHeld held() {
        return new EscrowHeld(UUID.randomUUID(), booking, "pi_mock_1a2b3c4d", 2210, "MYR", owner, number, null, AT);
    }

    /** Held, as an older version says it: without owner and number. */
    public EscrowHeld heldBriefly() {
        return new EscrowHeld(UUID.randomUUID(), booking, "pi_mock_1a2b3c4d", 2210, "MYR", null, null, null, AT);
    }

    public EscrowReleased released() {
        return new EscrowReleased(UUID.randomUUID(), booking, runner, 1879, 331, "MYR", owner, number, null, AT);
    }

    public EscrowRefunded refunded(String reason) {
        return new EscrowRefunded(UUID.randomUUID(), booking, owner, 2210, "MYR", reason, runner, number, null, AT);
    }

    public PaymentFailed failed(@Nullable PaymentStage stage, String reason) {
        return new PaymentFailed(UUID.randomUUID(), booking, reason, owner, stage, number, null, null, AT);
    }

    /** The money was held and could not be paid out. */
    public PaymentFailed lapsed(String reason) {
        return new PaymentFailed(
                UUID.randomUUID(), booking, reason, owner, PaymentStage.RELEASE, number, runner, 1, AT);
    }

    /** A notice that asks for something until 20:30 in Kuala Lumpur. */
    public NoticeGiven notice(NoticeOccasion occasion) {
        return notice(occasion, Instant.parse("2026-02-12T12:30:00Z"));
    }

    public NoticeGiven notice(NoticeOccasion occasion, @Nullable Instant until) {
        return new NoticeGiven(booking, number, occasion, owner, runner, until, AT);
    }

    public TrackingStarted trackingStarted() {
        return new TrackingStarted(UUID.randomUUID(), booking, runner, AT, owner, number, AT);
    }

    public TrackingCompleted trackingCompleted(double kilometres) {
        return new TrackingCompleted(UUID.randomUUID(), booking, runner, kilometres, AT, owner, number, AT);
    }

    public RunnerArrived arrived(Stop stop, Instant at) {
        return new RunnerArrived(UUID.randomUUID(), booking, number, runner, owner, stop, at, false, at);
    }

    /** The vehicle has stood for ten minutes. */
    public UnattendedStop stopped(Instant now) {
        return new UnattendedStop(
                UUID.randomUUID(), booking, number, runner, owner, 3.145, 101.7, now.minusSeconds(600), false, now);
    }

    /** The runner is expected a quarter of an hour later than planned. */
    public RideDelayed delayed(Instant expected) {
        return new RideDelayed(
                UUID.randomUUID(),
                booking,
                number,
                runner,
                owner,
                Stop.DROPOFF,
                expected.minusSeconds(900),
                expected,
                expected.minusSeconds(1_800));
    }
}
