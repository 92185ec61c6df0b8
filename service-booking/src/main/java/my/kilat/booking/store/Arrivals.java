package my.kilat.booking.store;

import java.util.List;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** The table {@code booking_arrival}. */
public final class Arrivals {
    private static final Sql ADD = Sql.of("""
            insert into booking_arrival (booking_id, trip_id, stop, runner_id, arrived_at)
            select * from unnest(:bookings, :trips, :stops, :runners, :times::timestamptz[])
            on conflict do nothing""");

    private Arrivals() {}

    /** Stores new arrivals, with the commit. */
    public static void add(Tx tx, List<RunnerArrived> arrivals) {
        tx.withCommit(
                ADD,
                values -> values.uuids("bookings", arrivals, RunnerArrived::bookingId)
                        .uuids("trips", arrivals, RunnerArrived::trackId)
                        .texts("stops", arrivals, arrival -> arrival.stop().word())
                        .uuids("runners", arrivals, RunnerArrived::runnerId)
                        .times("times", arrivals, RunnerArrived::arrivedAt));
    }
}
