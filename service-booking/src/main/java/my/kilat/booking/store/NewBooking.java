package my.kilat.booking.store;

import java.time.Instant;
import java.util.List;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Decision;
import my.kilat.booking.domain.HistoryEntry;
import my.kilat.booking.domain.Ride;
import my.kilat.booking.domain.Wait;
import my.kilat.contract.booking.Address;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.booking.PetSpec;
import my.kilat.contract.booking.Vaccination;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** The statement that inserts a booking and the first entry of its history. */
final class NewBooking {
    private static final Sql INSERT = Sql.of("""
            with added as (
                insert into booking (id, number, owner_id,
                    pet_kind, pet_breed, pet_name, pet_weight_kg, pet_age_months, pet_special_needs, pet_photo_url,
                    vaccinations,
                    crate_size, crate_ventilation, crate_temp_control, crate_capacity_kg,
                    pickup_line1, pickup_line2, pickup_city, pickup_state, pickup_postal_code, pickup_country,
                    pickup_lat, pickup_lng,
                    dropoff_line1, dropoff_line2, dropoff_city, dropoff_state, dropoff_postal_code, dropoff_country,
                    dropoff_lat, dropoff_lng,
                    route_km, route_minutes, route_polyline, route_source, estimated_price_cents, scheduled_at, notes,
                    status, waiting_since, due_at, version, created_at, updated_at)
                values (:id, :number, :owner,
                    :pet_kind, :pet_breed, :pet_name, :pet_weight_kg, :pet_age_months, :pet_special_needs,
                    :pet_photo_url, cast(:vaccinations as jsonb),
                    :crate_size, :crate_ventilation, :crate_temp_control, :crate_capacity_kg,
                    :pickup_line1, :pickup_line2, :pickup_city, :pickup_state, :pickup_postal_code, :pickup_country,
                    :pickup_lat, :pickup_lng,
                    :dropoff_line1, :dropoff_line2, :dropoff_city, :dropoff_state, :dropoff_postal_code,
                    :dropoff_country, :dropoff_lat, :dropoff_lng,
                    :route_km, :route_minutes, :route_polyline, :route_source, :price, :scheduled_at, :notes,
                    :status, :waiting_since, :due_at, :version, :at, :at)
                on conflict on constraint booking_number_key do nothing
                returning id, status, version, created_at)
            insert into booking_history (booking_id, version, to_status, actor_id, actor_role, reason, at)
            select id, version, status, cast(:actor as uuid), :role, :reason, created_at from added""");

    private NewBooking() {}

    static boolean insert(Tx tx, Decision.Changed request, @Nullable Instant due) {
        HistoryEntry entry = request.entry();
        if (entry == null) {
            throw new IllegalArgumentException("a new booking has a first step");
        }
        return tx.update(INSERT, values -> {
                    bind(values, request.after());
                    values.time("due_at", due)
                            .uuid("actor", Columns.userId(entry.actor()))
                            .text("role", Columns.role(entry.actor()))
                            .text("reason", entry.reason());
                })
                == 1;
    }

    private static void bind(Arguments values, Booking booking) {
        Ride ride = booking.ride();
        values.uuid("id", booking.id()).text("number", booking.number()).uuid("owner", booking.ownerId());
        bindPet(values, ride.pet());
        values.text("crate_size", ride.crate().minimumSize().word())
                .flag("crate_ventilation", ride.crate().needsVentilation())
                .flag("crate_temp_control", ride.crate().needsTempControl())
                .real("crate_capacity_kg", ride.crate().minimumWeightCapacity());
        bindAddress(values, "pickup", ride.pickup());
        bindAddress(values, "dropoff", ride.dropoff());
        values.real("route_km", ride.route().distanceKm())
                .number("route_minutes", ride.route().estimatedDurationMin())
                .text("route_polyline", ride.route().polyline())
                .text("route_source", ride.routeSource().word())
                .number("price", ride.priceCents())
                .time("scheduled_at", ride.scheduledAt())
                .text("notes", ride.notes())
                .text("status", booking.status().word())
                .time("waiting_since", booking.state().waits().map(Wait::since).orElse(null))
                .number("version", booking.version())
                .time("at", booking.createdAt());
    }

    private static void bindPet(Arguments values, PetSpec pet) {
        PetKind kind = pet.petTypeLabel() == null ? PetKind.of(pet.petType().word()) : pet.petTypeLabel();
        values.text("pet_kind", kind.word())
                .text("pet_breed", pet.breed())
                .text("pet_name", pet.name())
                .real("pet_weight_kg", pet.weightKg())
                .number("pet_age_months", pet.ageMonths())
                .text("pet_special_needs", pet.specialNeeds())
                .text("pet_photo_url", pet.photoUrl())
                .text("vaccinations", json(pet.vaccinations()));
    }

    private static @Nullable String json(List<Vaccination> vaccinations) {
        return vaccinations.isEmpty() ? null : Json.text(vaccinations);
    }

    private static void bindAddress(Arguments values, String which, Address address) {
        values.text(which + "_line1", address.line1())
                .text(which + "_line2", address.line2())
                .text(which + "_city", address.city())
                .text(which + "_state", address.state())
                .text(which + "_postal_code", address.postalCode())
                .text(which + "_country", address.country())
                .real(which + "_lat", address.latitude())
                .real(which + "_lng", address.longitude());
    }
}
