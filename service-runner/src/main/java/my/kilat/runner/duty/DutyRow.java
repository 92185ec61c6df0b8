package my.kilat.runner.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.runner.SessionStatus;
import my.kilat.runner.domain.Duty;

/** How a duty comes out of the database. */
final class DutyRow {
    /** The columns of {@code runner_duty d}, in the order in which they are read. */
    static final String COLUMNS = "d.user_id, d.profile_id, d.status, d.rides, d.version";

    private DutyRow() {}

    static Duty of(ResultSet row) throws SQLException {
        return new Duty(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                SessionStatus.of(row.getString(3)),
                List.of((UUID[]) row.getArray(4).getArray()),
                row.getLong(5));
    }
}
