package my.kilat.contract.event;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.dispatch.SearchStatus;

/**
 * A runner is looked for no more.
 *
 * @param status why: assigned, exhausted or cancelled
 * @param rounds how many there were, at least 1: a search that had none is not told
 * @param offers how many were made
 * @param bookingVersion the version of the booking that a runner was looked for
 */
public record SearchEnded(
        UUID bookingId, SearchStatus status, int rounds, int offers, int bookingVersion, Instant occurredAt)
        implements DispatchEvent {}
