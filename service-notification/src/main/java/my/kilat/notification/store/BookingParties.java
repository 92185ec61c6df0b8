package my.kilat.notification.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import my.kilat.notification.domain.Parties;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;

/** The parties of bookings. */
public final class BookingParties {
    /** How long parties are kept; no later notification of a booking is expected. */
    private static final Duration KEPT = Duration.ofDays(365);

    private static final Sql LEARN = Sql.of("""
            insert into booking_party (booking_id, booking_number, owner_id, runner_id, updated_at)
            select booking, number, owner, runner, :now
            from unnest(:bookings, :numbers, :owners, :runners) as t(booking, number, owner, runner)
            on conflict (booking_id) do update set
                booking_number = excluded.booking_number, owner_id = excluded.owner_id,
                runner_id = excluded.runner_id, updated_at = excluded.updated_at""");

    private static final Sql KNOWN = Sql.of("select booking_id, booking_number, owner_id, runner_id from booking_party"
            + " where booking_id = any(:bookings)");

    private BookingParties() {}

    /** Stores the parties of bookings. */
    public static void put(Tx tx, Collection<Parties> learnt, Instant now) {
        tx.update(
                LEARN,
                arguments -> arguments
                        .time("now", now)
                        .uuids("bookings", learnt, Parties::bookingId)
                        .texts("numbers", learnt, Parties::bookingNumber)
                        .uuids("owners", learnt, Parties::ownerId)
                        .uuids("runners", learnt, Parties::runnerId));
    }

    /** The known parties of these bookings; no query is run if there are none. */
    public static Map<UUID, Parties> of(Tx tx, Collection<UUID> bookings) {
        Map<UUID, Parties> known = new HashMap<>();
        if (!bookings.isEmpty()) {
            tx.list(
                            KNOWN,
                            arguments -> arguments.uuids("bookings", bookings, id -> id),
                            row -> new Parties(
                                    row.uuid("booking_id"),
                                    row.text("booking_number"),
                                    row.uuid("owner_id"),
                                    row.uuidOrNull("runner_id")))
                    .forEach(parties -> known.put(parties.bookingId(), parties));
        }
        return known;
    }

    /** Deletes parties of old bookings. */
    public static void forgetOld(Database database, Instant now) {
        Sweep.deleteBefore(database, "booking_party", "updated_at", now.minus(KEPT));
    }
}
