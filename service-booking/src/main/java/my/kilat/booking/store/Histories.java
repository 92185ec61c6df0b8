package my.kilat.booking.store;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.booking.ActorRole;
import my.kilat.contract.booking.BookingHistoryEntry;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.HistoryKind;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import org.jspecify.annotations.Nullable;

/** Queries of the tables {@code booking_history}, {@code booking_arrival} and {@code booking_unattended_stop}. */
public final class Histories {
    private static final Sql LATEST = Sql.of("""
            select kind, at, from_status, to_status, stop, actor_role, actor_id, reason
            from (select 'status' as kind, at, version, from_status, to_status, null as stop, actor_role, actor_id, reason
                  from booking_history where booking_id = :booking
                  union all
                  select 'arrival', arrived_at, null, null, null, stop, 'runner', runner_id, ''
                  from booking_arrival where booking_id = :booking
                  union all
                  select 'unattended_stop', told_at, null, null, null, null, 'runner', runner_id, ''
                  from booking_unattended_stop where booking_id = :booking) entry
            order by at desc, version desc nulls last limit 100""");

    private Histories() {}

    /** The latest 100 entries of a booking, oldest first, with all that is known of them. */
    public static List<BookingHistoryEntry> of(Queries queries, UUID booking) {
        return queries.list(LATEST, values -> values.uuid("booking", booking), Histories::entry)
                .reversed();
    }

    private static BookingHistoryEntry entry(Row row) {
        String stop = row.textOrNull("stop");
        String reason = row.text("reason");
        return new BookingHistoryEntry(
                HistoryKind.of(row.text("kind")),
                row.time("at"),
                status(row, "from_status"),
                status(row, "to_status"),
                stop == null ? null : Stop.of(stop),
                ActorRole.of(row.text("actor_role")),
                row.uuidOrNull("actor_id"),
                reason.isEmpty() ? null : reason);
    }

    private static @Nullable BookingStatus status(Row row, String column) {
        String word = row.textOrNull(column);
        return word == null ? null : BookingStatus.of(word);
    }
}
