package my.kilat.platform.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Has the pool drop a connection that cannot write, or that is about to be cut off. */
final class UselessConnections implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException exception) {
        Trouble trouble = Trouble.of(exception);
        return trouble == Trouble.READ_ONLY || trouble == Trouble.LOST || trouble == Trouble.STOPPING
                ? SQLExceptionOverride.Override.MUST_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
