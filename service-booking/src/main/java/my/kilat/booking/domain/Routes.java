package my.kilat.booking.domain;

import my.kilat.contract.booking.Address;
import my.kilat.contract.booking.RouteSpec;
import my.kilat.platform.geo.Position;

/** The way from door to door, as long as nobody has driven it: a straight line, at the speed of a city. */
final class Routes {
    private static final double AVERAGE_KMH = 30;

    /** To the millimetre. */
    private static final double SHOWN_PRECISION = 1e6;

    private Routes() {}

    static double kilometres(Address from, Address to) {
        return position(from).kilometresTo(position(to));
    }

    /** Minutes are rounded up. */
    static RouteSpec plan(Address from, Address to, double kilometres) {
        return new RouteSpec(
                from.latitude(),
                from.longitude(),
                to.latitude(),
                to.longitude(),
                Math.round(kilometres * SHOWN_PRECISION) / SHOWN_PRECISION,
                (int) Math.ceil(kilometres / AVERAGE_KMH * 60),
                Polyline.encode(position(from), position(to)));
    }

    private static Position position(Address address) {
        return new Position(address.latitude(), address.longitude());
    }
}
