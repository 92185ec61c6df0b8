package my.kilat.platform.reconcile;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import my.kilat.platform.background.Limits;
import my.kilat.platform.background.Parts;
import my.kilat.platform.database.Database;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.fixture.TestSql;
import my.kilat.platform.http.Health;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** A reconciliation of {@link Numbers}, with its tables, its alarms and what it logs. */
abstract class ReconciledNumbers {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Reconciliation.class);

    Database database;
    final Health health = new Health("test", new Parts("test", new Limits(MINUTE, MINUTE), METERS), METERS);
    final Numbers numbers = new Numbers();
    final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void open() {
        log.start();
        LOGGER.addAppender(log);
        database = TestService.database();
        database.run(tx -> {
            TestSql.execute(
                    tx,
                    "create table reconciliation_position (name text primary key, position text not null,"
                            + " cycle bigint not null)");
            TestSql.execute(
                    tx,
                    "create table reconciliation_difference (name text not null, booking_id uuid not null,"
                            + " words text not null, cycle bigint not null, primary key (name, booking_id))");
        });
    }

    @AfterEach
    void close() {
        LOGGER.detachAppender(log);
        database.close();
    }

    final Reconciliation<Integer> walk() {
        return new Reconciliation<>("numbers", database, health, numbers);
    }

    final long differences() {
        return TestSql.number(database, "select count(*) from reconciliation_difference");
    }
}
