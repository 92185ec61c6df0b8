package my.kilat.contract.tracking;

/**
 * How a pet was carried, by the positions from the pick-up to the end of the trip that are not doubtful.
 *
 * @param stops how often the vehicle stood for two minutes or longer, away from both stops of the ride
 * @param stoppedMinutes for how long in all, to one decimal
 * @param longestStopMinutes for how long at most, to one decimal
 * @param heatMinutes for how long of that within the hot hours and without temperature control, to one decimal
 * @param minutes from the first position to the last, to one decimal
 * @param distanceKm kilometres along the path, to three decimals
 * @param highestKmh the highest speed that the phone reported, or without any the highest between two positions, to one decimal
 * @param meanKmh stops included, to one decimal
 */
public record WelfareSummary(
        int stops,
        double stoppedMinutes,
        double longestStopMinutes,
        double heatMinutes,
        double minutes,
        double distanceKm,
        double highestKmh,
        double meanKmh) {}
