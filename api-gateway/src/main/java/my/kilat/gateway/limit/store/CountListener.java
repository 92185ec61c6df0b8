package my.kilat.gateway.limit.store;

import my.kilat.gateway.limit.Charges;
import my.kilat.gateway.limit.Quota;

/**
 * Receives the result of counting a request in the store, one request at a time. Called on the event loop that sent the
 * command.
 */
public interface CountListener {
    /** Whether the listener still handles the request of this number, and waits for the result. */
    boolean waits(long number);

    /** The buckets in which the request is counted. */
    Charges charges();

    /** Receives what is left in the tightest bucket. */
    Quota quota();

    /** The request has been counted. */
    void counted(boolean within);

    /** The store has not replied in time. */
    void notCounted();
}
