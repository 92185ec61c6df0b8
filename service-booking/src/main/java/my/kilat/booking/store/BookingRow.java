package my.kilat.booking.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Payment;
import my.kilat.booking.domain.Ride;
import my.kilat.booking.domain.State;
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
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** A row of the table as a booking. Columns are read by position: the lists read many rows. */
final class BookingRow {
    /** What {@link #payment(ResultSet, int)} expects, in this order; the table is called {@code b}. */
    static final String PAYMENT =
            "b.payment_status, b.payment_lapsed, b.payment_id, b.payment_attempt, b.payment_since";

    /** The transaction that wrote the row as it is: every change moves it, and none has to remember to. */
    private static final String REVISION = "cast(cast(b.xmin as text) as bigint)";

    /** What {@link #read} expects first in a row, in this order; the table is called {@code b}. */
    static final String COLUMNS = """
            b.id, b.number, b.owner_id,
            b.pet_kind, b.pet_breed, b.pet_name, b.pet_weight_kg, b.pet_age_months, b.pet_special_needs,
            b.pet_photo_url, b.vaccinations,
            b.crate_size, b.crate_ventilation, b.crate_temp_control, b.crate_capacity_kg,
            b.pickup_line1, b.pickup_line2, b.pickup_city, b.pickup_state, b.pickup_postal_code, b.pickup_country,
            b.pickup_lat, b.pickup_lng,
            b.dropoff_line1, b.dropoff_line2, b.dropoff_city, b.dropoff_state, b.dropoff_postal_code,
            b.dropoff_country, b.dropoff_lat, b.dropoff_lng,
            b.route_km, b.route_minutes, b.route_polyline, b.estimated_price_cents, b.scheduled_at, b.notes,
            b.created_at,
            b.status, b.runner_id, b.picked_up_at, b.delivered_at, b.confirmed_at, b.confirmed_by,
            b.cancelled_at, b.cancelled_by, b.cancelled_by_role, b.cancel_note, b.final_price_cents,
            """ + PAYMENT + ", b.version, " + REVISION + ", b.updated_at";

    /** How many they are. */
    static final int COLUMN_COUNT =
            Math.toIntExact(COLUMNS.chars().filter(c -> c == ',').count()) + 1;

    private final ResultSet row;
    private int column;

    private BookingRow(ResultSet row) {
        this.row = row;
    }

    static Booking read(ResultSet row) throws SQLException {
        return new BookingRow(row).booking();
    }

    private Booking booking() throws SQLException {
        UUID id = uuid();
        String number = text();
        UUID owner = uuid();
        PetSpec pet = pet();
        CrateRequirement crate =
                new CrateRequirement(CrateSize.of(text()), row.getBoolean(++column), row.getBoolean(++column), real());
        Address pickup = address();
        Address dropoff = address();
        RouteSpec route = new RouteSpec(
                pickup.latitude(),
                pickup.longitude(),
                dropoff.latitude(),
                dropoff.longitude(),
                real(),
                row.getInt(++column),
                text());
        Ride ride = new Ride(pet, crate, pickup, dropoff, route, row.getLong(++column), perhapsTime(), text());
        Instant createdAt = time();
        State state = state();
        Payment payment = payment();
        return new Booking(
                id,
                number,
                owner,
                ride,
                state,
                payment,
                row.getInt(++column),
                row.getLong(++column),
                createdAt,
                time());
    }

    private Payment payment() throws SQLException {
        Payment payment = payment(row, column + 1);
        column += 5;
        return payment;
    }

    /**
     * Reads what a booking has heard of its payment.
     *
     * @param first the index of the first of its columns
     */
    static Payment payment(ResultSet row, int first) throws SQLException {
        PaymentStatus status = PaymentStatus.of(row.getString(first));
        OffsetDateTime since = row.getObject(first + 4, OffsetDateTime.class);
        return new Payment(
                standing(status, row.getBoolean(first + 1)),
                row.getObject(first + 2, UUID.class),
                row.getObject(first + 3, Integer.class),
                since == null ? null : since.toInstant());
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

    private PetSpec pet() throws SQLException {
        PetKind kind = PetKind.of(text());
        String breed = text();
        String name = text();
        double weight = real();
        int age = row.getInt(++column);
        String needs = text();
        String photo = text();
        return new PetSpec(kind.type(), kind, breed, name, weight, age, vaccinations(), needs, photo);
    }

    private List<Vaccination> vaccinations() throws SQLException {
        String json = row.getString(++column);
        return json == null ? List.of() : List.of(Json.read(json, Vaccination[].class));
    }

    private Address address() throws SQLException {
        return new Address(text(), text(), text(), text(), text(), text(), real(), real());
    }

    private State state() throws SQLException {
        BookingStatus status = BookingStatus.of(text());
        UUID runner = perhapsUuid();
        Instant pickedUp = perhapsTime();
        Instant delivered = perhapsTime();
        State.Confirmation confirmation = confirmation();
        Instant cancelled = perhapsTime();
        UUID cancelledBy = perhapsUuid();
        String cancelledAs = row.getString(++column);
        String note = text();
        long finalPrice = row.getLong(++column);
        return switch (status) {
            case REQUESTED -> new State.Requested();
            case ACCEPTED -> new State.Accepted(there(runner));
            case IN_PROGRESS -> new State.InProgress(there(runner), there(pickedUp));
            case DELIVERED -> new State.Delivered(there(runner), there(pickedUp), there(delivered), confirmation);
            case COMPLETED ->
                new State.Completed(there(runner), there(pickedUp), there(delivered), confirmation, finalPrice);
            case CANCELLED ->
                new State.Cancelled(
                        runner,
                        pickedUp,
                        there(cancelled),
                        there(cancelledBy),
                        CancelledByRole.of(there(cancelledAs)),
                        note);
        };
    }

    private State.@Nullable Confirmation confirmation() throws SQLException {
        Instant at = perhapsTime();
        String by = row.getString(++column);
        return at == null || by == null ? null : new State.Confirmation(ConfirmedBy.of(by), at);
    }

    private static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value, "a booking whose columns do not fit its status");
    }

    private String text() throws SQLException {
        return there(row.getString(++column));
    }

    private double real() throws SQLException {
        return row.getDouble(++column);
    }

    private UUID uuid() throws SQLException {
        return there(perhapsUuid());
    }

    private @Nullable UUID perhapsUuid() throws SQLException {
        return row.getObject(++column, UUID.class);
    }

    private Instant time() throws SQLException {
        return there(perhapsTime());
    }

    private @Nullable Instant perhapsTime() throws SQLException {
        OffsetDateTime time = row.getObject(++column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
