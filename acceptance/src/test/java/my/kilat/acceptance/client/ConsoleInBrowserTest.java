package my.kilat.acceptance.client;

import java.util.UUID;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.local.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The operations console in Chromium, as {@code console/browser/run.mjs} walks through it; pictures are in the target folder. */
class ConsoleInBrowserTest {
    private static final int BOOKINGS = 10_000;

    @Test
    void isWalkedThroughWithManyBookings() throws Exception {
        Kilat kilat = Kilat.shared();
        // Skips the test on a platform that runs already: ten thousand bookings are no guests there.
        kilat.clock();
        addCancelledBookings(kilat);
        ConsoleWalk.run(kilat, "run.mjs");
    }

    /** Copies of one that was never paid for and is cancelled, so that no service has anything to do about them. */
    private static void addCancelledBookings(Kilat kilat) {
        Person owner = kilat.owner();
        UUID booking = Rides.book(owner);
        Rides.cancel(owner, booking).expect(200);
        TestDatabase it = kilat.database("booking");
        Jdbi.create(it.jdbcUrl(), it.user(), it.password()).useHandle(handle -> {
            String columns = columns(handle);
            handle.createUpdate("insert into booking (" + columns + ") select " + columns + """
                             from (select (jsonb_populate_record(b, jsonb_build_object(
                                'id', gen_random_uuid(), 'number', 'BK-C' || lpad(cast(n as text), 5, '0'),
                                'created_at', b.created_at - n * interval '1 minute'))).*
                            from booking b, generate_series(1, :count) as n where b.id = :id) as copied""")
                    .bind("id", booking)
                    .bind("count", BOOKINGS)
                    .execute();
        });
    }

    /** Those that are not computed from others. */
    private static String columns(Handle handle) {
        return handle.createQuery("""
                        select string_agg(quote_ident(column_name), ', ') from information_schema.columns
                        where table_schema = current_schema() and table_name = 'booking' and is_generated = 'NEVER'""").mapTo(String.class).one();
    }
}
