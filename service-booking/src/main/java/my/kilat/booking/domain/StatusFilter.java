package my.kilat.booking.domain;

import java.util.EnumSet;
import java.util.Set;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.platform.failure.Failure;

/** The states in a list request; every client's spelling is accepted. */
public record StatusFilter(Set<BookingStatus> statuses) {
    /** Whatever its state. */
    public static final StatusFilter ALL = new StatusFilter(EnumSet.allOf(BookingStatus.class));

    private static final Set<BookingStatus> FINAL = EnumSet.of(BookingStatus.COMPLETED, BookingStatus.CANCELLED);

    private static final StatusFilter ACTIVE =
            new StatusFilter(EnumSet.range(BookingStatus.REQUESTED, BookingStatus.DELIVERED));

    public StatusFilter {
        statuses = Set.copyOf(statuses);
    }

    /**
     * The filter of that word: one state, or {@code active} for all that are not final.
     *
     * @throws Failure.Invalid if no filter has that word
     */
    public static StatusFilter of(String word) {
        return switch (word) {
            case "active" -> ACTIVE;
            case "picked_up", "in_transit", "delivery_in_progress" -> only(BookingStatus.IN_PROGRESS);
            default -> {
                try {
                    yield only(BookingStatus.of(word));
                } catch (IllegalArgumentException e) {
                    throw new Failure.Invalid("status " + e.getMessage() + ", active");
                }
            }
        };
    }

    private static StatusFilter only(BookingStatus status) {
        return new StatusFilter(EnumSet.of(status));
    }

    /** Whether it lets every booking pass. */
    public boolean isAll() {
        return statuses.size() == BookingStatus.values().length;
    }

    /** Whether a booking that it lets pass, it lets pass for ever. */
    public boolean onlyGrows() {
        return isAll() || FINAL.containsAll(statuses);
    }

    /** Whether open jobs are among what it lets pass. */
    public boolean includesOpenJobs() {
        return statuses.contains(BookingStatus.REQUESTED);
    }

    /** The same without open jobs; possibly nothing. */
    public Set<BookingStatus> withoutOpenJobs() {
        Set<BookingStatus> rest = EnumSet.noneOf(BookingStatus.class);
        rest.addAll(statuses);
        rest.remove(BookingStatus.REQUESTED);
        return rest;
    }
}
