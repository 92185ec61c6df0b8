package my.kilat.booking.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.TripSummarised;
import my.kilat.contract.tracking.WelfareSummary;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.json.Json;

/** The table {@code booking_welfare}. */
public final class WelfareSummaries {
    private static final Sql PUT = Sql.of("""
            insert into booking_welfare (booking_id, trip_id, summary)
            select booking, trip, cast(summary as jsonb) from unnest(:bookings, :trips, :summaries)
                as n (booking, trip, summary)
            order by booking
            on conflict (booking_id) do update set trip_id = excluded.trip_id, summary = excluded.summary""");

    private static final Sql FIND =
            Sql.of("select cast(summary as text) as summary from booking_welfare where booking_id = :booking");

    private WelfareSummaries() {}

    /** Stores summaries, with the commit; the last one of a booking counts. */
    public static void put(Tx tx, List<TripSummarised> told) {
        Map<UUID, TripSummarised> latest = new LinkedHashMap<>();
        told.forEach(summary -> latest.put(summary.bookingId(), summary));
        tx.withCommit(
                PUT,
                values -> values.uuids("bookings", latest.values(), TripSummarised::bookingId)
                        .uuids("trips", latest.values(), TripSummarised::trackId)
                        .texts("summaries", latest.values(), summary -> Json.text(summary.summary())));
    }

    /** The summary of a booking, if there is one. */
    public static Optional<WelfareSummary> find(Queries queries, UUID booking) {
        return queries.first(
                FIND,
                values -> values.uuid("booking", booking),
                row -> Json.read(row.text("summary"), WelfareSummary.class));
    }
}
