package my.kilat.payment.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.payment.EscrowStatus;
import org.jspecify.annotations.Nullable;

/** The state of a payment. Released and refunded are final; so is failed, though another payment may follow. */
public sealed interface State {
    /**
     * The request to the provider is sent, or about to be.
     *
     * @param releaseTo the runner to release to as soon as it is held, if the delivery was confirmed that early
     * @param action the action that the payer has to take before it can be held; null unless the provider requires one
     * @param putOff if it is to be authorised later; null for at once
     */
    record Pending(
            @Nullable UUID releaseTo,
            @Nullable PayerAction action,
            @Nullable PutOff putOff) implements State {
        /** A copy that is released as soon as it is held, and held without delay. */
        Pending releasingTo(UUID runnerId) {
            return new Pending(runnerId, action, putOff == null ? null : new PutOff(Instant.EPOCH, putOff.isStored));
        }

        /** When it is to be authorised, if that is later than when it began. */
        public Optional<Instant> authorisesAt() {
            return Optional.ofNullable(putOff).map(PutOff::until);
        }

        /** Whether its card was checked, and the money is to be held later. */
        public boolean isStored() {
            return putOff != null && putOff.isStored;
        }

        boolean rests(Instant now) {
            return putOff != null && putOff.isStored && now.isBefore(putOff.until);
        }

        private Task nextTask() {
            return putOff == null || putOff.isStored ? Task.AUTHORISE : Task.STORE;
        }
    }

    /**
     * An authorisation that waits for its time.
     *
     * @param isStored whether the provider has checked the card and keeps it
     */
    record PutOff(Instant until, boolean isStored) {}

    /** The platform holds the owner's money. */
    record Held(String providerId, Instant heldAt, Intent intent) implements State {}

    /** The runner and the platform have their shares. */
    record Released(String providerId, Instant heldAt, UUID runnerId, Instant releasedAt) implements State {}

    /** The owner has the money back. */
    record Refunded(String providerId, Instant heldAt, String reason, Instant refundedAt) implements State {}

    /**
     * The payment failed. It has lapsed if the money had been held: then it could be neither kept nor paid out,
     * and is back with the owner.
     *
     * @param providerId empty if the provider never assigned one
     * @param heldAt only if it has lapsed
     * @param toVoid whether the provider may still hold something, or do so later
     */
    record Failed(String providerId, @Nullable Instant heldAt, String reason, boolean toVoid) implements State {
        /** Whether the money had been held. */
        public boolean isLapsed() {
            return heldAt != null;
        }
    }

    /** The number of states that the payment has been in, this one included: 1 for a pending one. */
    default int version() {
        return switch (this) {
            case Pending _ -> 1;
            case Held _ -> 2;
            case Released _, Refunded _ -> 3;
            case Failed failed -> failed.isLapsed() ? 3 : 2;
        };
    }

    /** The status on the wire. */
    default EscrowStatus status() {
        return switch (this) {
            case Pending _ -> EscrowStatus.PENDING;
            case Held _ -> EscrowStatus.HELD;
            case Released _ -> EscrowStatus.RELEASED;
            case Refunded _ -> EscrowStatus.REFUNDED;
            case Failed _ -> EscrowStatus.FAILED;
        };
    }

    /** The request that still has to be sent to the provider. */
    default Optional<Task> task() {
        return switch (this) {
            case Pending pending -> Optional.of(pending.nextTask());
            case Held held ->
                switch (held.intent) {
                    case Intent.Keep _ -> Optional.empty();
                    case Intent.Renew _ -> Optional.of(Task.RENEW);
                    case Intent.Capture _ -> Optional.of(Task.CAPTURE);
                    case Intent.Release _ -> Optional.of(Task.RELEASE);
                    case Intent.Refund _ -> Optional.of(Task.REFUND);
                };
            case Released _, Refunded _ -> Optional.empty();
            case Failed failed -> failed.toVoid ? Optional.of(Task.VOID) : Optional.empty();
        };
    }

    /** The provider's id of the payment; empty while it has none. */
    default String provider() {
        return switch (this) {
            case Pending _ -> "";
            case Held held -> held.providerId;
            case Released released -> released.providerId;
            case Refunded refunded -> refunded.providerId;
            case Failed failed -> failed.providerId;
        };
    }

    /** The action that the payer has to take now, if any. */
    default Optional<PayerAction> payerAction() {
        return this instanceof Pending pending ? Optional.ofNullable(pending.action) : Optional.empty();
    }

    /** When the money was held, if it ever was. */
    default Optional<Instant> held() {
        return switch (this) {
            case Pending _ -> Optional.empty();
            case Held held -> Optional.of(held.heldAt);
            case Released released -> Optional.of(released.heldAt);
            case Refunded refunded -> Optional.of(refunded.heldAt);
            case Failed failed -> Optional.ofNullable(failed.heldAt);
        };
    }
}
