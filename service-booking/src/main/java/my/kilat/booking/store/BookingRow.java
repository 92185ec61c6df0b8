package my.kilat.booking.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Payment;
import my.kilat.booking.domain.Ride;
import my.kilat.booking.domain.State;
import my.kilat.booking.domain.Wait;
import my.kilat.contract.booking.Address;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PaymentStatus;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.booking.PetSpec;
import my.kilat.contract.booking.RouteSpec;
import my.kilat.contract.booking.Vaccination;
import my.kilat.contract.event.CancelledByRole;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.platform.database.Row;
import my.kilat.platform.geo.Way;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** Maps a row to a booking. */
final class BookingRow {
    /** What {@link #payment} expects; the table is called {@code b}. */
    static final String PAYMENT =
            "b.payment_status, b.payment_lapsed, b.payment_id, b.payment_attempt, b.payment_since";

    /** The transaction that wrote the row as it is: every change moves it, and none has to remember to. */
    private static final String REVISION = "cast(cast(b.xmin as text) as bigint) as revision";

    /** What {@link #read} expects; the table is called {@code b}. */
    static final String COLUMNS = """
            b.id, b.number, b.owner_id,
            b.pet_kind, b.pet_breed, b.pet_name, b.pet_weight_kg, b.pet_age_months, b.pet_special_needs,
            b.pet_photo_url, b.vaccinations,
            b.crate_size, b.crate_ventilation, b.crate_temp_control, b.crate_capacity_kg,
            b.pickup_line1, b.pickup_line2, b.pickup_city, b.pickup_state, b.pickup_postal_code, b.pickup_country,
            b.pickup_lat, b.pickup_lng,
            b.dropoff_line1, b.dropoff_line2, b.dropoff_city, b.dropoff_state, b.dropoff_postal_code,
            b.dropoff_country, b.dropoff_lat, b.dropoff_lng,
            b.route_km, b.route_minutes, b.route_polyline, b.route_source, b.estimated_price_cents, b.scheduled_at, b.notes,
            b.created_at,
            b.status, b.runner_id, b.picked_up_at, b.delivered_at, b.confirmed_at, b.confirmed_by,
            b.cancelled_at, b.cancelled_by, b.cancelled_by_role, b.cancel_note, b.final_price_cents,
            b.waiting_since, b.reminded_at,
            """ + PAYMENT + ", b.version, " + REVISION + ", b.updated_at";

    private BookingRow() {}

    /**
     * Joins the booking of each row of a page, as {@code b}. Each is looked up by its key, whatever the planner expects: it does not
     * know how many rows a page has, and would read the whole table for many.
     */
    static String byId(String page) {
        return "cross join lateral (select *, xmin from booking where booking.id = " + page + ".id limit 1) b";
    }

    static Booking read(Row row) {
        return new Booking(
                row.uuid("id"),
                row.text("number"),
                row.uuid("owner_id"),
                ride(row),
                state(row),
                payment(row),
                row.number("version"),
                row.bigNumber("revision"),
                row.time("created_at"),
                row.time("updated_at"));
    }

    private static Ride ride(Row row) {
        Address pickup = address(row, "pickup");
        Address dropoff = address(row, "dropoff");
        RouteSpec route = new RouteSpec(
                pickup.latitude(),
                pickup.longitude(),
                dropoff.latitude(),
                dropoff.longitude(),
                row.real("route_km"),
                row.number("route_minutes"),
                row.text("route_polyline"));
        return new Ride(
                pet(row),
                new CrateRequirement(
                        CrateSize.of(row.text("crate_size")),
                        row.flag("crate_ventilation"),
                        row.flag("crate_temp_control"),
                        row.real("crate_capacity_kg")),
                pickup,
                dropoff,
                route,
                Way.Source.of(row.text("route_source")),
                row.bigNumber("estimated_price_cents"),
                row.timeOrNull("scheduled_at"),
                row.text("notes"));
    }

    private static PetSpec pet(Row row) {
        PetKind kind = PetKind.of(row.text("pet_kind"));
        return new PetSpec(
                kind.type(),
                kind,
                row.text("pet_breed"),
                row.text("pet_name"),
                row.real("pet_weight_kg"),
                row.number("pet_age_months"),
                vaccinations(row.textOrNull("vaccinations")),
                row.text("pet_special_needs"),
                row.text("pet_photo_url"));
    }

    private static List<Vaccination> vaccinations(@Nullable String json) {
        return json == null ? List.of() : List.of(Json.read(json, Vaccination[].class));
    }

    private static Address address(Row row, String which) {
        return new Address(
                row.text(which + "_line1"),
                row.text(which + "_line2"),
                row.text(which + "_city"),
                row.text(which + "_state"),
                row.text(which + "_postal_code"),
                row.text(which + "_country"),
                row.real(which + "_lat"),
                row.real(which + "_lng"));
    }

    /** The payment of a booking as it is stored with it. */
    static Payment payment(Row row) {
        PaymentStatus status = PaymentStatus.of(row.text("payment_status"));
        return new Payment(
                standing(status, row.flag("payment_lapsed")),
                row.uuidOrNull("payment_id"),
                row.numberOrNull("payment_attempt"),
                row.timeOrNull("payment_since"));
    }

    private static Payment.Standing standing(PaymentStatus status, boolean lapsed) {
        return switch (status) {
            case NONE -> Payment.Standing.NONE;
            case PENDING -> Payment.Standing.PENDING;
            case FAILED -> lapsed ? Payment.Standing.LAPSED : Payment.Standing.FAILED;
            case HELD -> Payment.Standing.HELD;
            case RELEASED -> Payment.Standing.RELEASED;
            case REFUNDED -> Payment.Standing.REFUNDED;
        };
    }

    private static State state(Row row) {
        UUID runner = row.uuidOrNull("runner_id");
        Instant pickedUp = row.timeOrNull("picked_up_at");
        Instant delivered = row.timeOrNull("delivered_at");
        return switch (BookingStatus.of(row.text("status"))) {
            case REQUESTED -> new State.Requested(waiting(row));
            case ACCEPTED -> new State.Accepted(there(runner), waiting(row));
            case IN_PROGRESS -> new State.InProgress(there(runner), there(pickedUp));
            case DELIVERED -> new State.Delivered(there(runner), there(pickedUp), there(delivered), confirmation(row));
            case COMPLETED ->
                new State.Completed(
                        there(runner),
                        there(pickedUp),
                        there(delivered),
                        confirmation(row),
                        row.bigNumber("final_price_cents"));
            case CANCELLED ->
                new State.Cancelled(
                        runner,
                        pickedUp,
                        row.time("cancelled_at"),
                        row.uuid("cancelled_by"),
                        CancelledByRole.of(row.text("cancelled_by_role")),
                        row.text("cancel_note"));
        };
    }

    /** Rows of an older version lack the beginning; their last change is as good as it. */
    private static Wait waiting(Row row) {
        Instant since = row.timeOrNull("waiting_since");
        return new Wait(since == null ? row.time("updated_at") : since, row.timeOrNull("reminded_at"));
    }

    private static State.@Nullable Confirmation confirmation(Row row) {
        Instant at = row.timeOrNull("confirmed_at");
        String by = row.textOrNull("confirmed_by");
        return at == null || by == null ? null : new State.Confirmation(ConfirmedBy.of(by), at);
    }

    private static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value, "a booking whose columns do not fit its status");
    }
}
