package my.kilat.dispatch.store;

import java.time.Instant;
import java.util.Locale;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.dispatch.SearchStatus;
import my.kilat.dispatch.domain.Need;
import my.kilat.dispatch.domain.Order;
import my.kilat.dispatch.domain.Ride;
import my.kilat.dispatch.domain.Search;
import my.kilat.dispatch.domain.Stage;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Row;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/** A ride as it is stored in its row. */
final class RideRow {
    static final String COLUMNS = """
            booking_id, number, owner_id, price_cents, pickup_lat, pickup_lng, dropoff_lat, dropoff_lng,
            scheduled_at, pet_kind, crate_size, crate_kg, crate_ventilated, crate_tempered,
            stage, version, runner_id, held, attempt, search, cycle, round, offers, started_at, due_at, ended_at""";

    private RideRow() {}

    /** Binds what changes as the ride goes on. */
    static void bindProgress(Arguments values, Ride ride, Instant now) {
        Search search = ride.search();
        values.uuid("booking", ride.bookingId())
                .text("stage", word(ride.stage()))
                .number("version", ride.version())
                .uuid("runner", ride.runnerId())
                .flag("held", ride.held())
                .number("attempt", ride.attempt())
                .text("search", search.status().word())
                .number("cycle", search.cycle())
                .number("round", search.round())
                .number("offers", search.offers())
                .time("started", search.startedAt())
                .time("due", search.dueAt())
                .time("ended", search.endedAt())
                .time("now", now);
    }

    /** Binds what was booked. */
    static void bindOrder(Arguments values, @Nullable Order order) {
        Need need = order == null ? null : order.need();
        CrateRequirement crate = need == null ? null : need.crate();
        values.text("number", order == null ? null : order.number())
                .uuid("owner", order == null ? null : order.ownerId())
                .numberOrNull("price", order == null ? null : order.priceCents())
                .realOrNull("pickup_lat", order == null ? null : order.pickup().latitude())
                .realOrNull("pickup_lng", order == null ? null : order.pickup().longitude())
                .realOrNull(
                        "dropoff_lat", order == null ? null : order.dropoff().latitude())
                .realOrNull(
                        "dropoff_lng", order == null ? null : order.dropoff().longitude())
                .time("scheduled", order == null ? null : order.scheduledAt())
                .text("pet", need == null ? null : need.pet().word())
                .text("size", crate == null ? null : crate.minimumSize().word())
                .realOrNull("kilograms", crate == null ? null : crate.minimumWeightCapacity())
                .flagOrNull("ventilated", crate == null ? null : crate.needsVentilation())
                .flagOrNull("tempered", crate == null ? null : crate.needsTempControl());
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    static Ride read(Row row) {
        return new Ride(
                row.uuid("booking_id"),
                row.textOrNull("number") == null ? null : order(row),
                Stage.valueOf(row.text("stage").toUpperCase(Locale.ROOT)),
                row.number("version"),
                row.uuidOrNull("runner_id"),
                row.flag("held"),
                row.number("attempt"),
                new Search(
                        SearchStatus.of(row.text("search")),
                        row.number("cycle"),
                        row.number("round"),
                        row.number("offers"),
                        row.timeOrNull("started_at"),
                        row.timeOrNull("due_at"),
                        row.timeOrNull("ended_at")));
    }

    private static Order order(Row row) {
        String pet = row.textOrNull("pet_kind");
        return new Order(
                row.text("number"),
                row.uuid("owner_id"),
                row.bigNumber("price_cents"),
                new Position(row.real("pickup_lat"), row.real("pickup_lng")),
                new Position(row.real("dropoff_lat"), row.real("dropoff_lng")),
                row.timeOrNull("scheduled_at"),
                pet == null ? null : need(row, pet));
    }

    private static Need need(Row row, String pet) {
        return new Need(
                PetKind.of(pet),
                new CrateRequirement(
                        CrateSize.of(row.text("crate_size")),
                        row.flag("crate_ventilated"),
                        row.flag("crate_tempered"),
                        row.real("crate_kg")));
    }
}
