package my.kilat.booking.store;

import java.util.List;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.HistoryEntry;
import my.kilat.booking.domain.Outcome;
import my.kilat.booking.domain.Ride;
import my.kilat.contract.booking.Address;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.booking.PetSpec;
import my.kilat.contract.booking.Vaccination;
import my.kilat.platform.database.Tx;
import my.kilat.platform.json.Json;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The statement that adds a booking and the first line of its history. */
final class NewBooking {
    private static final String INSERT = """
            with added as (
                insert into booking (id, number, owner_id,
                    pet_kind, pet_breed, pet_name, pet_weight_kg, pet_age_months, pet_special_needs, pet_photo_url,
                    vaccinations,
                    crate_size, crate_ventilation, crate_temp_control, crate_capacity_kg,
                    pickup_line1, pickup_line2, pickup_city, pickup_state, pickup_postal_code, pickup_country,
                    pickup_lat, pickup_lng,
                    dropoff_line1, dropoff_line2, dropoff_city, dropoff_state, dropoff_postal_code, dropoff_country,
                    dropoff_lat, dropoff_lng,
                    route_km, route_minutes, route_polyline, estimated_price_cents, scheduled_at, notes,
                    status, version, created_at, updated_at)
                values (:id, :number, :owner,
                    :pet_kind, :pet_breed, :pet_name, :pet_weight, :pet_age, :pet_needs, :pet_photo,
                    cast(:vaccinations as jsonb),
                    :crate_size, :crate_ventilation, :crate_temp_control, :crate_capacity,
                    :pickup_line1, :pickup_line2, :pickup_city, :pickup_state, :pickup_postal_code, :pickup_country,
                    :pickup_lat, :pickup_lng,
                    :dropoff_line1, :dropoff_line2, :dropoff_city, :dropoff_state, :dropoff_postal_code,
                    :dropoff_country, :dropoff_lat, :dropoff_lng,
                    :route_km, :route_minutes, :route_polyline, :price, :scheduled, :notes,
                    :status, :version, :now, :now)
                on conflict on constraint booking_number_key do nothing
                returning id)
            insert into booking_history (booking_id, version, to_status, actor_id, actor_role, reason, at)
            select id, :version, :status, :actor, :actor_role, :reason, :now from added""";

    private NewBooking() {}

    static boolean insert(Tx tx, Outcome.Changed request) {
        Booking booking = request.booking();
        Ride ride = booking.ride();
        Update insert = tx.sql()
                .createUpdate(INSERT)
                .bind("id", booking.id())
                .bind("number", booking.number())
                .bind("owner", booking.ownerId())
                .bind("crate_size", ride.crate().minimumSize().word())
                .bind("crate_ventilation", ride.crate().needsVentilation())
                .bind("crate_temp_control", ride.crate().needsTempControl())
                .bind("crate_capacity", ride.crate().minimumWeightCapacity())
                .bind("route_km", ride.route().distanceKm())
                .bind("route_minutes", ride.route().estimatedDurationMin())
                .bind("route_polyline", ride.route().polyline())
                .bind("price", ride.priceCents())
                .bind("scheduled", Columns.utc(ride.scheduledAt()))
                .bind("notes", ride.notes())
                .bind("status", booking.status().word())
                .bind("version", booking.version())
                .bind("now", Columns.utc(booking.createdAt()));
        bindPet(insert, ride.pet());
        bindAddress(insert, "pickup_", ride.pickup());
        bindAddress(insert, "dropoff_", ride.dropoff());
        bindStep(insert, request.step());
        return insert.execute() == 1;
    }

    private static void bindPet(Update insert, PetSpec pet) {
        PetKind kind = pet.petTypeLabel() == null ? PetKind.of(pet.petType().word()) : pet.petTypeLabel();
        insert.bind("pet_kind", kind.word())
                .bind("pet_breed", pet.breed())
                .bind("pet_name", pet.name())
                .bind("pet_weight", pet.weightKg())
                .bind("pet_age", pet.ageMonths())
                .bind("pet_needs", pet.specialNeeds())
                .bind("pet_photo", pet.photoUrl())
                .bind("vaccinations", json(pet.vaccinations()));
    }

    private static @Nullable String json(List<Vaccination> vaccinations) {
        return vaccinations.isEmpty() ? null : Json.text(vaccinations);
    }

    private static void bindAddress(Update insert, String end, Address address) {
        insert.bind(end + "line1", address.line1())
                .bind(end + "line2", address.line2())
                .bind(end + "city", address.city())
                .bind(end + "state", address.state())
                .bind(end + "postal_code", address.postalCode())
                .bind(end + "country", address.country())
                .bind(end + "lat", address.latitude())
                .bind(end + "lng", address.longitude());
    }

    private static void bindStep(Update insert, @Nullable HistoryEntry step) {
        if (step == null) {
            throw new IllegalArgumentException("a new booking has a first step");
        }
        insert.bind("actor", Columns.userId(step.actor()))
                .bind("actor_role", Columns.role(step.actor()))
                .bind("reason", step.reason());
    }
}
