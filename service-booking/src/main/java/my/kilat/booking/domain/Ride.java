package my.kilat.booking.domain;

import java.time.Instant;
import my.kilat.contract.booking.Address;
import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.PetSpec;
import my.kilat.contract.booking.RouteSpec;
import my.kilat.platform.geo.Way;
import org.jspecify.annotations.Nullable;

/**
 * The ride that an owner requested, with the data that the platform derived; immutable.
 *
 * @param route from pickup to destination, as at the calculation of the price
 * @param routeSource the source of that route
 * @param priceCents sen
 * @param scheduledAt null for a ride at once
 * @param notes from the owner to the runner, perhaps empty
 */
public record Ride(
        PetSpec pet,
        CrateRequirement crate,
        Address pickup,
        Address dropoff,
        RouteSpec route,
        Way.Source routeSource,
        long priceCents,
        @Nullable Instant scheduledAt,
        String notes) {

    /** Works out crate, route and price. */
    public static Ride plan(
            PetSpec pet, Address pickup, Address dropoff, Way way, @Nullable Instant scheduledAt, String notes) {
        CrateRequirement crate = Crates.requiredFor(pet);
        return new Ride(
                pet,
                crate,
                pickup,
                dropoff,
                Routes.plan(pickup, dropoff, way),
                way.source(),
                Prices.estimate(way.kilometres(), pet.petType(), crate.minimumSize()),
                scheduledAt,
                notes);
    }
}
