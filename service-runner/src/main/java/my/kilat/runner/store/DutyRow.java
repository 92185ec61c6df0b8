package my.kilat.runner.store;

import my.kilat.contract.runner.SessionStatus;
import my.kilat.platform.database.Row;
import my.kilat.runner.domain.Duty;

/** Maps a row to a duty. */
final class DutyRow {
    /** The columns of {@code runner_duty d}. */
    static final String COLUMNS = "d.user_id, d.profile_id, d.status, d.rides, d.version";

    private DutyRow() {}

    static Duty of(Row row) {
        return new Duty(
                row.uuid("user_id"),
                row.uuidOrNull("profile_id"),
                SessionStatus.of(row.text("status")),
                row.uuids("rides"),
                row.bigNumber("version"));
    }
}
