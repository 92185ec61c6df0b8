package my.kilat.contract.tracking;

import java.time.Instant;
import java.util.UUID;

/**
 * A position, as one text frame of the tracking socket. Clients read the flat fields; {@code data} repeats them for older
 * ones. No value is ever null.
 *
 * @param type always {@code location_update}
 * @param bookingId spelled exactly as in the URL with which the socket was opened
 * @param runnerId user id of the runner
 * @param speedKmh km/h, 0 when unknown
 * @param headingDegrees degrees clockwise from north, 0 when unknown
 * @param data the same seven values again
 */
public record LocationFrame(
        String type,
        String bookingId,
        UUID runnerId,
        double latitude,
        double longitude,
        double speedKmh,
        double headingDegrees,
        Instant timestamp,
        Data data) {

    public static LocationFrame of(Data data) {
        return new LocationFrame(
                "location_update",
                data.bookingId,
                data.runnerId,
                data.latitude,
                data.longitude,
                data.speedKmh,
                data.headingDegrees,
                data.timestamp,
                data);
    }

    /** The seven values of a position. */
    public record Data(
            String bookingId,
            UUID runnerId,
            double latitude,
            double longitude,
            double speedKmh,
            double headingDegrees,
            Instant timestamp) {}
}
