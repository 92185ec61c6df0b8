package my.kilat.booking.domain;

import my.kilat.contract.booking.Address;
import my.kilat.contract.booking.RouteSpec;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;

/** The planned route of a booking. */
final class Routes {
    /** To the millimetre. */
    private static final double SHOWN_PRECISION = 1e6;

    private Routes() {}

    /** Minutes are rounded up. The line is straight, without the geometry of the road. */
    static RouteSpec plan(Address from, Address to, Way way) {
        return new RouteSpec(
                from.latitude(),
                from.longitude(),
                to.latitude(),
                to.longitude(),
                Math.round(way.kilometres() * SHOWN_PRECISION) / SHOWN_PRECISION,
                (int) Math.ceil(way.minutes()),
                Polyline.encode(position(from), position(to)));
    }

    private static Position position(Address address) {
        return new Position(address.latitude(), address.longitude());
    }
}
