package my.kilat.booking.store;

import java.util.List;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** The table {@code booking_unattended_stop}. */
public final class UnattendedStopRows {
    private static final Sql ADD = Sql.of("""
            insert into booking_unattended_stop (booking_id, trip_id, standing_since, runner_id, told_at)
            select * from unnest(:bookings, :trips, :since::timestamptz[], :runners, :told::timestamptz[])
            on conflict do nothing""");

    private UnattendedStopRows() {}

    /** Stores new stops, with the commit. */
    public static void add(Tx tx, List<UnattendedStop> stops) {
        tx.withCommit(
                ADD,
                values -> values.uuids("bookings", stops, UnattendedStop::bookingId)
                        .uuids("trips", stops, UnattendedStop::trackId)
                        .times("since", stops, UnattendedStop::standingSince)
                        .uuids("runners", stops, UnattendedStop::runnerId)
                        .times("told", stops, UnattendedStop::occurredAt));
    }
}
