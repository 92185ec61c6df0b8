package my.kilat.booking.domain;

import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetType;

/** Calculates the price of a ride. All amounts are sen. */
final class Prices {
    private static final long BASE = 500;
    private static final double PER_KILOMETRE = 250;

    private Prices() {}

    /** The part that depends on the distance is rounded down; the rest is whole. */
    static long estimate(double kilometres, PetType pet, CrateSize crate) {
        return BASE + (long) Math.floor(kilometres * PER_KILOMETRE) + surcharge(pet) + surcharge(crate);
    }

    private static long surcharge(PetType pet) {
        return switch (pet) {
            case DOG, OTHER -> 500;
            case CAT, RABBIT -> 300;
            case BIRD -> 200;
            case REPTILE -> 800;
        };
    }

    private static long surcharge(CrateSize crate) {
        return switch (crate) {
            case SMALL -> 0;
            case MEDIUM -> 500;
            case LARGE -> 1_000;
            case XLARGE -> 2_000;
        };
    }
}
