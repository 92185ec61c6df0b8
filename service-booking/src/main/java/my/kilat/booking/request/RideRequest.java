package my.kilat.booking.request;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import my.kilat.booking.domain.Planning;
import my.kilat.booking.domain.Ride;
import my.kilat.contract.booking.Address;
import my.kilat.contract.booking.AddressRequest;
import my.kilat.contract.booking.CreateBookingRequest;
import my.kilat.contract.booking.PetSpec;
import my.kilat.contract.booking.PetSpecRequest;
import my.kilat.contract.booking.Vaccination;
import my.kilat.contract.booking.VaccinationRequest;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;
import my.kilat.platform.time.Times;
import org.jspecify.annotations.Nullable;

/** Converts a validated request into a ride. */
final class RideRequest {
    /** A form may lie on the screen for a while, and clocks of phones are off. */
    private static final Duration LEEWAY = Duration.ofMinutes(5);

    private RideRequest() {}

    /**
     * Plans the ride.
     *
     * @throws Failure.Invalid if a time in it is none, or the ride would have to start in the past or too far ahead
     */
    static Ride plan(CreateBookingRequest request, Way way, Planning planning, Instant now) {
        return Ride.plan(
                pet(request.petSpec()),
                address(request.pickupAddress()),
                address(request.dropoffAddress()),
                way,
                schedule(request.scheduledAt(), planning, now),
                orEmpty(request.notes()));
    }

    private static @Nullable Instant schedule(@Nullable String text, Planning planning, Instant now) {
        Instant start = perhapsTime(text, "scheduled_at");
        if (start != null && start.isBefore(now.minus(LEEWAY))) {
            throw new Failure.Invalid("scheduled_at is in the past; a ride can be booked up to "
                    + planning.horizonInWords() + " ahead, and begins at once without it");
        }
        if (start != null) {
            planning.requireWithinHorizon(start, now);
        }
        return start;
    }

    private static PetSpec pet(PetSpecRequest pet) {
        return new PetSpec(
                pet.petType().type(),
                pet.petType(),
                orEmpty(pet.breed()),
                pet.name(),
                pet.weightKg(),
                pet.ageMonths() == null ? 0 : pet.ageMonths(),
                vaccinations(pet.vaccinations()),
                orEmpty(pet.specialNeeds()),
                orEmpty(pet.photoUrl()));
    }

    private static List<Vaccination> vaccinations(@Nullable List<VaccinationRequest> vaccinations) {
        return vaccinations == null
                ? List.of()
                : vaccinations.stream().map(RideRequest::vaccination).toList();
    }

    /** Nobody can vouch for their own pet, so what they say of that is dropped. */
    private static Vaccination vaccination(VaccinationRequest vaccination) {
        return new Vaccination(
                vaccination.vaccineName(),
                time(vaccination.dateGiven(), "date_given of a vaccination"),
                perhapsTime(vaccination.expiresAt(), "expires_at of a vaccination"),
                orEmpty(vaccination.vetName()),
                false);
    }

    /** The position of an address. */
    static Position position(AddressRequest address) {
        return new Position(address.latitude(), address.longitude());
    }

    private static Address address(AddressRequest address) {
        return new Address(
                address.line1(),
                orEmpty(address.line2()),
                address.city(),
                address.state(),
                orEmpty(address.postalCode()),
                address.country(),
                address.latitude(),
                address.longitude());
    }

    private static @Nullable Instant perhapsTime(@Nullable String text, String field) {
        return text == null || text.isBlank() ? null : time(text, field);
    }

    private static Instant time(String text, String field) {
        try {
            return Times.parse(text).truncatedTo(ChronoUnit.SECONDS);
        } catch (IllegalArgumentException e) {
            throw new Failure.Invalid(field + " " + e.getMessage());
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
