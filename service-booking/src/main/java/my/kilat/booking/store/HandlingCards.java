package my.kilat.booking.store;

import java.time.Instant;
import java.util.UUID;
import my.kilat.contract.booking.HandlingCard;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/**
 * The table {@code booking_handling}. Apart from the table of bookings, so that no list, event or offer carries what is written
 * there.
 */
public final class HandlingCards {
    private static final Sql FIND = Sql.of("""
            select bites, medication, hides, vet_phone, updated_at from booking_handling where booking_id = :booking""");

    private static final Sql ADD = Sql.of("""
            insert into booking_handling (booking_id, bites, medication, hides, vet_phone, updated_at)
            values (:booking, :bites, :medication, :hides, :vet_phone, :at)""");

    /** The lock keeps the booking from being picked up until the card is committed. */
    private static final Sql REPLACE = Sql.of("""
            with open as (
                select id from booking where id = :booking and status in ('requested', 'accepted') for share)
            insert into booking_handling (booking_id, bites, medication, hides, vet_phone, updated_at)
            select id, :bites, :medication, :hides, :vet_phone, :at from open
            on conflict (booking_id) do update
            set bites = excluded.bites, medication = excluded.medication, hides = excluded.hides,
                vet_phone = excluded.vet_phone, updated_at = excluded.updated_at""");

    private HandlingCards() {}

    /** The card of a booking; one without text and time if none was written. */
    public static HandlingCard of(Queries queries, UUID booking) {
        return queries.first(
                        FIND,
                        values -> values.uuid("booking", booking),
                        row -> new HandlingCard(
                                booking,
                                row.text("bites"),
                                row.text("medication"),
                                row.text("hides"),
                                row.text("vet_phone"),
                                row.time("updated_at")))
                .orElseGet(() -> new HandlingCard(booking, "", "", "", "", null));
    }

    /** Stores the card of a new booking, with the commit. */
    public static void add(Tx tx, HandlingCard card, Instant now) {
        tx.withCommit(ADD, values -> bind(values, card, now));
    }

    /** Replaces the card of a booking; returns whether that was still possible, before the pickup. */
    public static boolean replace(Tx tx, HandlingCard card, Instant now) {
        return tx.update(REPLACE, values -> bind(values, card, now)) == 1;
    }

    private static void bind(Arguments values, HandlingCard card, Instant now) {
        values.uuid("booking", card.bookingId())
                .text("bites", card.bites())
                .text("medication", card.medication())
                .text("hides", card.hides())
                .text("vet_phone", card.vetPhone())
                .time("at", now);
    }
}
