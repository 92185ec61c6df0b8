package my.kilat.gateway.limit.store;

import my.kilat.gateway.limit.Charges;
import my.kilat.gateway.limit.Quota;

/** Who has requests counted by the store, one at a time, and hears what the store says. Called on the event loop that asked. */
public interface CountListener {
    /** Whether it still is at the request of this number, and waits for the answer. */
    boolean waits(long number);

    /** What the request is counted in. */
    Charges charges();

    /** Where to say what is left. */
    Quota quota();

    /** The request has been counted. */
    void counted(boolean within);

    /** The store has not answered in time. */
    void notCounted();
}
