package my.kilat.contract.tracking;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * The route of a trip, as a GeoJSON geometry. Not in an envelope.
 *
 * @param type always {@code LineString}
 * @param coordinates in order of time, perhaps none
 */
public record Route(String type, List<Point> coordinates) {

    public static Route of(List<Point> coordinates) {
        return new Route("LineString", coordinates);
    }

    /** A point in GeoJSON's order, written as {@code [longitude, latitude]}. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"longitude", "latitude"})
    public record Point(double longitude, double latitude) {}
}
