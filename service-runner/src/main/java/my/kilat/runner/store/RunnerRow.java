package my.kilat.runner.store;

import java.util.List;
import my.kilat.contract.runner.Crate;
import my.kilat.contract.runner.Runner;
import my.kilat.contract.runner.SessionStatus;
import my.kilat.contract.runner.VehicleType;
import my.kilat.platform.database.Row;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** Maps a row to a runner with its duty and crates. */
public final class RunnerRow {
    /** The columns to select, from {@code runner r} and {@code runner_duty d}. */
    public static final String COLUMNS = """
            r.id, r.user_id, r.full_name, r.phone, r.vehicle_type, r.vehicle_plate, r.vehicle_model, r.vehicle_year,
            r.air_conditioned, d.status, r.rating, d.total_trips, r.created_at,
            (select json_agg(json_build_object(
                        'id', c.id, 'size', c.size, 'pet_types', c.pet_types, 'max_weight_kg', c.max_weight_kg,
                        'width_cm', c.width_cm, 'height_cm', c.height_cm, 'depth_cm', c.depth_cm,
                        'ventilated', c.ventilated, 'temperature_controlled', c.temperature_controlled)
                    order by c.added_at, c.id)
             from crate c where c.runner_id = r.id) as crates""";

    private RunnerRow() {}

    /** The runner of a row, as they see themselves. */
    public static Runner own(Row row) {
        return runner(row, row.text("phone"), null);
    }

    /** The runner of a row, as others see them: without the phone number, and with a distance. */
    public static Runner nearby(Row row, double distanceKm) {
        return runner(row, "", distanceKm);
    }

    private static Runner runner(Row row, String phone, @Nullable Double distanceKm) {
        return new Runner(
                row.uuid("id"),
                row.uuid("user_id"),
                row.text("full_name"),
                phone,
                VehicleType.of(row.text("vehicle_type")),
                row.text("vehicle_plate"),
                row.text("vehicle_model"),
                row.numberOrNull("vehicle_year"),
                row.flag("air_conditioned"),
                SessionStatus.of(row.text("status")),
                row.real("rating"),
                row.number("total_trips"),
                crates(row.textOrNull("crates")),
                distanceKm,
                row.time("created_at"));
    }

    private static List<Crate> crates(@Nullable String json) {
        return json == null ? List.of() : List.of(Json.read(json, Crate[].class));
    }
}
