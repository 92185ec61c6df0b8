package my.kilat.booking.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import org.jspecify.annotations.Nullable;

/** The state of a booking, with the data that belongs to it. */
public sealed interface State {

    BookingStatus status();

    /** The runner, from the acceptance on; a cancelled booking keeps the one it had. */
    default Optional<UUID> runner() {
        return Optional.empty();
    }

    /** When the runner took the pet aboard. */
    default Optional<Instant> pickedUp() {
        return Optional.empty();
    }

    /** When the runner handed it over. */
    default Optional<Instant> delivered() {
        return Optional.empty();
    }

    /** How long it has been waiting, as long as it waits for a runner to take it or to pick up the pet. */
    default Optional<Wait> waits() {
        return Optional.empty();
    }

    /** By whom and when the delivery was confirmed. */
    default Optional<Confirmation> confirmed() {
        return Optional.empty();
    }

    /**
     * The confirmation that releases the money.
     *
     * @param by the owner; {@code AUTO} if the owner did not respond; {@code RUNNER} where the runner's confirmation is enough
     */
    record Confirmation(ConfirmedBy by, Instant at) {}

    /** Waits for a runner, and before that perhaps for its money. */
    record Requested(Wait waiting) implements State {
        @Override
        public BookingStatus status() {
            return BookingStatus.REQUESTED;
        }

        @Override
        public Optional<Wait> waits() {
            return Optional.of(waiting);
        }
    }

    /** A runner is on the way to the pet. */
    record Accepted(UUID runnerId, Wait waiting) implements State {
        @Override
        public BookingStatus status() {
            return BookingStatus.ACCEPTED;
        }

        @Override
        public Optional<Wait> waits() {
            return Optional.of(waiting);
        }

        @Override
        public Optional<UUID> runner() {
            return Optional.of(runnerId);
        }
    }

    /** The runner has picked up the pet. */
    record InProgress(UUID runnerId, Instant pickedUpAt) implements State {
        @Override
        public BookingStatus status() {
            return BookingStatus.IN_PROGRESS;
        }

        @Override
        public Optional<UUID> runner() {
            return Optional.of(runnerId);
        }

        @Override
        public Optional<Instant> pickedUp() {
            return Optional.of(pickedUpAt);
        }
    }

    /** The pet has been handed over. Once confirmed, it stays here until its money has been released. */
    record Delivered(
            UUID runnerId,
            Instant pickedUpAt,
            Instant deliveredAt,
            @Nullable Confirmation confirmation) implements State {
        @Override
        public BookingStatus status() {
            return BookingStatus.DELIVERED;
        }

        @Override
        public Optional<UUID> runner() {
            return Optional.of(runnerId);
        }

        @Override
        public Optional<Instant> pickedUp() {
            return Optional.of(pickedUpAt);
        }

        @Override
        public Optional<Instant> delivered() {
            return Optional.of(deliveredAt);
        }

        @Override
        public Optional<Confirmation> confirmed() {
            return Optional.ofNullable(confirmation);
        }

        Delivered confirmed(ConfirmedBy by, Instant at) {
            return new Delivered(runnerId, pickedUpAt, deliveredAt, new Confirmation(by, at));
        }

        Completed completed(long finalPriceCents) {
            return new Completed(runnerId, pickedUpAt, deliveredAt, confirmation, finalPriceCents);
        }
    }

    /** Settled. There is no confirmation if the money was released without one. */
    record Completed(
            UUID runnerId,
            Instant pickedUpAt,
            Instant deliveredAt,
            @Nullable Confirmation confirmation,
            long finalPriceCents)
            implements State {
        @Override
        public BookingStatus status() {
            return BookingStatus.COMPLETED;
        }

        @Override
        public Optional<UUID> runner() {
            return Optional.of(runnerId);
        }

        @Override
        public Optional<Instant> pickedUp() {
            return Optional.of(pickedUpAt);
        }

        @Override
        public Optional<Instant> delivered() {
            return Optional.of(deliveredAt);
        }

        @Override
        public Optional<Confirmation> confirmed() {
            return Optional.ofNullable(confirmation);
        }
    }

    /**
     * Called off.
     *
     * @param runnerId the runner it had, if any
     * @param pickedUpAt when the pet had been taken aboard, if it had
     * @param by user id of whoever did it; {@link Actor.Platform#ID} when nobody with an account did
     * @param as whom they did it
     * @param note why, at most 500 characters, perhaps empty
     */
    record Cancelled(
            @Nullable UUID runnerId,
            @Nullable Instant pickedUpAt,
            Instant cancelledAt,
            UUID by,
            CancelledByRole as,
            String note)
            implements State {
        @Override
        public BookingStatus status() {
            return BookingStatus.CANCELLED;
        }

        @Override
        public Optional<UUID> runner() {
            return Optional.ofNullable(runnerId);
        }

        @Override
        public Optional<Instant> pickedUp() {
            return Optional.ofNullable(pickedUpAt);
        }
    }
}
