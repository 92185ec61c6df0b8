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
import my.kilat.platform.database.Parameters;
import my.kilat.platform.database.PlainSql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.json.Json;
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
                values (?, ?, ?,
                    ?, ?, ?, ?, ?, ?, ?,
                    cast(? as jsonb),
                    ?, ?, ?, ?,
                    ?, ?, ?, ?, ?, ?, ?, ?,
                    ?, ?, ?, ?, ?, ?, ?, ?,
                    ?, ?, ?, ?, ?, ?,
                    ?, ?, ?, ?)
                on conflict on constraint booking_number_key do nothing
                returning id, status, version, created_at)
            insert into booking_history (booking_id, version, to_status, actor_id, actor_role, reason, at)
            select id, version, status, cast(? as uuid), ?, ?, created_at from added""";

    private NewBooking() {}

    static boolean insert(Tx tx, Outcome.Changed request) {
        HistoryEntry step = request.step();
        if (step == null) {
            throw new IllegalArgumentException("a new booking has a first step");
        }
        return PlainSql.update(tx.sql(), INSERT, parameters -> {
                    bind(parameters, request.booking());
                    parameters
                            .uuid(Columns.userId(step.actor()))
                            .text(Columns.role(step.actor()))
                            .text(step.reason());
                })
                == 1;
    }

    private static void bind(Parameters parameters, Booking booking) {
        Ride ride = booking.ride();
        parameters.uuid(booking.id()).text(booking.number()).uuid(booking.ownerId());
        bindPet(parameters, ride.pet());
        parameters
                .text(ride.crate().minimumSize().word())
                .flag(ride.crate().needsVentilation())
                .flag(ride.crate().needsTempControl())
                .real(ride.crate().minimumWeightCapacity());
        bindAddress(parameters, ride.pickup());
        bindAddress(parameters, ride.dropoff());
        parameters
                .real(ride.route().distanceKm())
                .number(ride.route().estimatedDurationMin())
                .text(ride.route().polyline())
                .number(ride.priceCents())
                .time(ride.scheduledAt())
                .text(ride.notes())
                .text(booking.status().word())
                .number(booking.version())
                .time(booking.createdAt())
                .time(booking.createdAt());
    }

    private static void bindPet(Parameters parameters, PetSpec pet) {
        PetKind kind = pet.petTypeLabel() == null ? PetKind.of(pet.petType().word()) : pet.petTypeLabel();
        parameters
                .text(kind.word())
                .text(pet.breed())
                .text(pet.name())
                .real(pet.weightKg())
                .number(pet.ageMonths())
                .text(pet.specialNeeds())
                .text(pet.photoUrl())
                .text(json(pet.vaccinations()));
    }

    private static @Nullable String json(List<Vaccination> vaccinations) {
        return vaccinations.isEmpty() ? null : Json.text(vaccinations);
    }

    private static void bindAddress(Parameters parameters, Address address) {
        parameters
                .text(address.line1())
                .text(address.line2())
                .text(address.city())
                .text(address.state())
                .text(address.postalCode())
                .text(address.country())
                .real(address.latitude())
                .real(address.longitude());
    }
}
