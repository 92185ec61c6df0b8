package my.kilat.dispatch.store;

import static my.kilat.dispatch.store.RandomTown.NOW;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.platform.database.Tx;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.geo.Position;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** Puts a random town into the tables. */
final class TownTables {
    private static final int AT_ONCE = 500;

    private TownTables() {}

    static void fill(Tx tx, RandomTown town) {
        insert(
                tx,
                "runner (user_id, online, session_at, place, located_at, heard_at, rating, crates, air_conditioned)",
                town.runners,
                runner -> String.join(
                        ", ",
                        text(runner.id()),
                        text(runner.online()),
                        text(runner.sessionAt()),
                        point(runner.place()),
                        text(runner.heardAt()),
                        text(runner.heardAt()),
                        text(runner.rating()),
                        runner.crates() == null ? "null" : text(Json.text(runner.crates())),
                        text(runner.airConditioned())));
        insert(
                tx,
                "ride (booking_id, runner_id, stage, number, owner_id, pickup_lat, dropoff_lat, dropoff_lng, changed_at)",
                town.trips,
                TownTables::trip);
        Set<UUID> bookings = new TreeSet<>();
        town.wanted.forEach(booking -> bookings.add(booking.booking()));
        town.offers.forEach(offer -> bookings.add(offer.booking()));
        insert(
                tx,
                "ride (booking_id, stage, changed_at)",
                List.copyOf(bookings),
                booking -> text(booking) + ", 'requested', " + text(NOW));
        insert(
                tx,
                "offer (id, booking_id, runner_id, cycle, round, state, metres, made_at, expires_at, ended_at)",
                town.offers,
                TownTables::offer);
        insert(
                tx,
                "exclusion (booking_id, runner_id)",
                List.copyOf(town.exclusions),
                pair -> text(pair.booking()) + ", " + text(pair.runner()));
    }

    private static String trip(RandomTown.Trip trip) {
        Position dropoff = trip.dropoff();
        return String.join(
                ", ",
                text(trip.booking()),
                text(trip.runner()),
                text(trip.stage()),
                dropoff == null
                        ? "null, null, null, null, null"
                        : "'BK-1', " + text(trip.booking()) + ", 3.0, " + dropoff.latitude() + ", "
                                + dropoff.longitude(),
                text(trip.changedAt()));
    }

    private static String offer(RandomTown.Made offer) {
        return String.join(
                ", ",
                "gen_random_uuid()",
                text(offer.booking()),
                text(offer.runner()),
                Integer.toString(offer.cycle()),
                "1",
                text(offer.state()),
                "100",
                text(offer.madeAt()),
                text(offer.madeAt().plusSeconds(20)),
                offer.state().equals("open") ? "null" : text(offer.madeAt().plusSeconds(10)));
    }

    private static <T> void insert(Tx tx, String columns, List<T> rows, Function<T, String> values) {
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<T> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
            TestSql.execute(
                    tx,
                    "insert into " + columns + " values "
                            + some.stream()
                                    .map(row -> "(" + values.apply(row) + ")")
                                    .collect(Collectors.joining(",\n")));
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "null" : "'" + value + "'";
    }

    private static String point(@Nullable Position place) {
        return place == null
                ? "null"
                : String.format(
                        Locale.ROOT, "cast(st_point(%s, %s) as geography)", place.longitude(), place.latitude());
    }
}
