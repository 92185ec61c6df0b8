package my.kilat.booking.store;

import static org.assertj.core.api.Assertions.assertThat;

import my.kilat.platform.fixture.TestSql;
import org.junit.jupiter.api.Test;

/** The number of an owner's bookings, which a trigger keeps, is that of the rows, however many a statement inserts. */
class BookingsOfOwnerTest {
    @Test
    void rowsThatOneStatementInsertsCountForEachOwner() {
        try (ManyBookings bookings = new ManyBookings()) {
            assertThat(TestSql.number(bookings.database, """
                            select count(*)
                            from (select owner_id, count(*) as number from booking group by owner_id) as found
                            full join bookings_of_owner as kept using (owner_id)
                            where found.number is distinct from kept.number""")).isZero();
            assertThat(TestSql.number(
                            bookings.database,
                            "select number from bookings_of_owner where owner_id = '" + ManyBookings.LARGE_OWNER + "'"))
                    .isEqualTo(5_000);
        }
    }
}
