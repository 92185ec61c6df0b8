package my.kilat.booking.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import my.kilat.booking.domain.OffersFirst;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.SqlText;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;

/** Twenty thousand bookings of three hundred owners, nearly all of them completed, and how statements are run on them. */
final class ManyBookings implements AutoCloseable {
    static final UUID OWNER = new UUID(1, 1);
    static final UUID RUNNER = new UUID(2, 2);

    /** An owner of five thousand bookings, all of them completed. */
    static final UUID LARGE_OWNER = new UUID(3, 3);

    static final RidePolicy ESCROW = new RidePolicy(true, RidePolicy.ReleaseOn.OWNER_CONFIRM, 0);
    static final RidePolicy NO_ESCROW = new RidePolicy(false, RidePolicy.ReleaseOn.OWNER_CONFIRM, 0);
    static final RidePolicy OFFERS_FIRST = new RidePolicy(
            true,
            RidePolicy.ReleaseOn.OWNER_CONFIRM,
            0,
            new OffersFirst(Duration.ofMinutes(2), Duration.ofMinutes(45)));
    static final Pattern PASSED_OVER = Pattern.compile("Rows Removed by \\w+( \\w+)?: \\d{3}");

    static final Pattern ROWS = Pattern.compile("actual time=\\S+ rows=(\\d+)");

    final Database database;

    ManyBookings() {
        database = Database.open(
                DatabaseSettings.from(TestService.environment(true, Map.of()), "booking"),
                "booking",
                new SimpleMeterRegistry());
        TestSql.execute(database, """
                insert into booking (id, number, owner_id, pet_kind, pet_breed, pet_name, pet_weight_kg, pet_age_months,
                    pet_special_needs, pet_photo_url, crate_size, crate_ventilation, crate_temp_control,
                    crate_capacity_kg, pickup_line1, pickup_line2, pickup_city, pickup_state, pickup_postal_code,
                    pickup_country, pickup_lat, pickup_lng, dropoff_line1, dropoff_line2, dropoff_city, dropoff_state,
                    dropoff_postal_code, dropoff_country, dropoff_lat, dropoff_lng, route_km, route_minutes,
                    route_polyline, estimated_price_cents, notes, created_at, updated_at, version, status, runner_id,
                    final_price_cents, picked_up_at, delivered_at, confirmed_at, confirmed_by, cancelled_at, cancelled_by,
                    cancelled_by_role, payment_status)
                select gen_random_uuid(), 'BK-' || n,
                    case when n %% 400 = 0 then '%1$s' when n %% 400 <= 100 then '%3$s'
                        else cast(md5('owner ' || n %% 300) as uuid) end, 'dog', '', 'Bella', 9, 0, '', '',
                    'medium', false, false, 10, 'a', '', 'b', '', '', 'c', 3.1, 101.7, 'd', '', 'e', '', '', 'f', 3.2,
                    101.6, 12, 20, '', 2000, '', now() - n * interval '1 minute', now() - n * interval '1 minute', 4, status,
                    case when status = 'requested' then null when n %% 300 = 0 then '%2$s' else gen_random_uuid() end,
                    case when status = 'completed' then 2000 end,
                    case when status in ('in_progress', 'delivered', 'completed') then now() end,
                    case when status in ('delivered', 'completed') then now() end,
                    case when status = 'completed' then now() end, case when status = 'completed' then 'owner' end,
                    case when status = 'cancelled' then now() end,
                    case when status = 'cancelled' then gen_random_uuid() end,
                    case when status = 'cancelled' then 'owner' end, case when n %% 2 = 0 then 'held' else 'none' end
                from (select n, case n %% 2000 when 1994 then 'requested' when 1995 then 'requested'
                                when 1996 then 'accepted' when 1997 then 'in_progress' when 1998 then 'delivered'
                                when 1999 then 'cancelled' else 'completed' end as status
                      from generate_series(1, 20000) n) as bookings;
                insert into booking_decline (runner_id, booking_id, declined_at)
                select case when number = 'BK-1993' then '%2$s' else gen_random_uuid() end, id, now() from booking;
                analyze""".formatted(OWNER, RUNNER, LARGE_OWNER));
    }

    /** A list, the types of its parameters, and values for them. */
    record Case(String name, Sql sql, String types, String values) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** How PostgreSQL runs it, with the plan for the values at hand or with the one for any. */
    String plan(Case list, String mode) {
        return SqlText.plan(database, mode, list.sql, list.types, list.values);
    }

    @Override
    public void close() {
        database.close();
    }
}
