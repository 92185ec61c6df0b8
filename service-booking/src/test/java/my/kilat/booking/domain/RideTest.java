package my.kilat.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import my.kilat.contract.booking.CrateRequirement;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.booking.RouteSpec;
import my.kilat.platform.geo.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the platform works out for a ride: price, crate, route. */
class RideTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # pet    | kg    | from              | to                | km        | sen
            DOG      | 12    | 3.139,101.6869    | 3.15,101.71       | 2.841470  | 2210
            CAT      | 4     | 3.1466,101.7108   | 3.159,101.72      | 1.715951  | 1228
            REPTILE  | 2.5   | 3.1209,101.627    | 3.1178,101.6773   | 5.595446  | 2698
            DOG      | 5     | 3.139,101.6869    | 3.139,101.6869    | 0         | 1000
            OTHER    | 45    | 3.1599,101.7123   | 3.1478,101.6953   | 2.317915  | 3579
            RABBIT   | 15.01 | 3.139,101.6869    | 2.9264,101.6964   | 23.663565 | 7715
            """)
    void thePriceIsMadeOfDistancePetAndCrate(PetKind pet, double kg, String from, String to, double km, long sen) {
        Ride ride = Sample.ride(Sample.pet(pet, kg), at(from), at(to));
        assertThat(ride.priceCents()).isEqualTo(sen);
        assertThat(ride.route().distanceKm()).isEqualTo(km, within(5e-7));
    }

    @ParameterizedTest
    @CsvSource({
        "DOG, 500",
        "CAT, 300",
        "BIRD, 200",
        "RABBIT, 300",
        "REPTILE, 800",
        "OTHER, 500",
        "HAMSTER, 500",
        "FISH, 500"
    })
    void everyKindOfPetHasItsSurcharge(PetKind pet, long surcharge) {
        assertThat(priceOnTheSpot(pet, 1)).isEqualTo(500 + surcharge);
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, SMALL, 0",
        "5, SMALL, 0",
        "5.001, MEDIUM, 500",
        "15, MEDIUM, 500",
        "15.001, LARGE, 1000",
        "30, LARGE, 1000",
        "30.001, XLARGE, 2000",
        "200, XLARGE, 2000"
    })
    void theCrateIsChosenByWeight(double kg, CrateSize size, long surcharge) {
        assertThat(Crates.requiredFor(Sample.pet(PetKind.DOG, kg)).minimumSize())
                .isEqualTo(size);
        assertThat(priceOnTheSpot(PetKind.DOG, kg)).isEqualTo(1_000 + surcharge);
    }

    @ParameterizedTest
    @EnumSource(PetKind.class)
    void everyCrateIsVentilatedAndThoseOfReptilesAreWarmed(PetKind pet) {
        CrateRequirement crate = Crates.requiredFor(Sample.pet(pet, 12));
        assertThat(crate.needsVentilation()).isTrue();
        assertThat(crate.needsTempControl()).isEqualTo(pet == PetKind.REPTILE);
        assertThat(crate.minimumWeightCapacity()).isEqualTo(14.4);
    }

    @Test
    void theRouteRunsFromDoorToDoorAtThirtyKilometresAnHour() {
        RouteSpec route = Sample.ride().route();
        assertThat(route.pickupLat()).isEqualTo(3.139);
        assertThat(route.dropoffLng()).isEqualTo(101.71);
        assertThat(route.estimatedDurationMin()).as("5.7 minutes, rounded up").isEqualTo(6);
        assertThat(route.polyline()).isNotEmpty();
    }

    @Test
    void aLineIsEncodedAsMapsReadIt() {
        assertThat(Polyline.encode(
                        new Position(38.5, -120.2), new Position(40.7, -120.95), new Position(43.252, -126.453)))
                .isEqualTo("_p~iF~ps|U_ulLnnqC_mqNvxq`@");
        assertThat(Polyline.encode(new Position(0, 0))).isEqualTo("??");
    }

    private static long priceOnTheSpot(PetKind pet, double kg) {
        return Sample.ride(Sample.pet(pet, kg), Sample.at(0, 0), Sample.at(0, 0))
                .priceCents();
    }

    private static my.kilat.contract.booking.Address at(String place) {
        String[] numbers = place.split(",");
        return Sample.at(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }
}
