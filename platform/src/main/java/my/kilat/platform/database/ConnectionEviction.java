package my.kilat.platform.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Makes the pool drop a connection that cannot write, or that the server is about to close. */
final class ConnectionEviction implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException exception) {
        ServerFailure failure = ServerFailure.of(exception);
        return failure == ServerFailure.READ_ONLY
                        || failure == ServerFailure.CONNECTION_LOST
                        || failure == ServerFailure.SHUTTING_DOWN
                ? SQLExceptionOverride.Override.MUST_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
