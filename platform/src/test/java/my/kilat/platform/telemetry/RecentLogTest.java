package my.kilat.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Duration;
import java.time.Instant;
import my.kilat.contract.internal.LogLevel;
import my.kilat.contract.internal.LogQuestion;
import my.kilat.platform.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The latest lines of the log are kept, each with its service and its request, and no secret with them. */
class RecentLogTest {
    private static final LogQuestion ALL = new LogQuestion(LogLevel.DEBUG, null);

    private final LoggerContext context = new LoggerContext();
    private final RecentLog recent = new RecentLog();
    private final Logger log = context.getLogger("my.kilat.booking.Bookings");

    @BeforeEach
    void begin() {
        context.setMDCAdapter(MDC.getMDCAdapter());
        recent.setContext(context);
        recent.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(recent);
        log.setLevel(Level.DEBUG);
    }

    @AfterEach
    void end() {
        MDC.clear();
        context.stop();
    }

    private void as(String service, String request, Runnable work) {
        MDC.put("service", service);
        MDC.put("request_id", request);
        work.run();
        MDC.clear();
    }

    private static LogQuestion about(String text) {
        return new LogQuestion(LogLevel.DEBUG, text);
    }

    @Test
    void aServiceTellsItsOwnLinesAndThoseOfNoneTheLatestFirst() {
        as("booking", "r1", () -> log.info("one of {}", "booking"));
        as("payment", "r2", () -> log.info("one of payment"));
        log.atWarn().addKeyValue("topic", "runners").log("one of none");
        assertThat(recent.latest("booking", ALL))
                .extracting(RecentLog.Line::message)
                .containsExactly("one of none topic=\"runners\"", "one of booking");
        RecentLog.Line line = recent.latest("booking", ALL).getLast();
        assertThat(line.service()).isEqualTo("booking");
        assertThat(line.requestId()).isEqualTo("r1");
        assertThat(line.logger()).isEqualTo("Bookings");
        assertThat(line.level()).isEqualTo(LogLevel.INFO);
    }

    private void append(Instant at, String message) {
        LoggingEvent event = new LoggingEvent(getClass().getName(), log, Level.WARN, message, null, new Object[0]);
        event.setInstant(at);
        recent.doAppend(event);
    }

    @Test
    void linesOfOneSecondAreToldApart() {
        append(Instant.parse("2026-02-12T10:00:01Z"), "slow");
        append(Instant.parse("2026-02-12T10:00:01.250Z"), "slow");
        assertThat(Json.MAPPER.valueToTree(recent.latest("booking", ALL)).findValuesAsText("at"))
                .containsExactly("2026-02-12T10:00:01.250Z", "2026-02-12T10:00:01Z");
    }

    @Test
    void aLongWordIsReadOnce() {
        String word = "x".repeat(500_000);
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> LogSecrets.leftOut(word)))
                .isEqualTo(word);
        assertThat(LogSecrets.leftOut("my_password_of_db=hunter2")).isEqualTo("my_password_of_db=***");
    }

    @Test
    void linesAreFoundByLevelWordsErrorAndRequest() {
        as("booking", "req-7", () -> log.debug("low"));
        as("booking", "req-8", () -> log.error("high", new IllegalStateException("The Cause")));
        assertThat(recent.latest("booking", new LogQuestion(LogLevel.WARN, null)))
                .extracting(RecentLog.Line::message)
                .containsExactly("high");
        assertThat(recent.latest("booking", about("REQ-7")))
                .extracting(RecentLog.Line::message)
                .containsExactly("low");
        assertThat(recent.latest("booking", about("the cause"))).hasSize(1);
        assertThat(recent.latest("booking", about("nothing like it"))).isEmpty();
    }

    @Test
    void onlyTheLatestAreKeptAndNoneIsLong() {
        as("booking", "r", () -> {
            for (int i = 0; i < 1_000; i++) {
                log.info("line {} {}", i, "x".repeat(5_000));
            }
        });
        assertThat(recent.latest("booking", ALL))
                .hasSize(200)
                .allSatisfy(line -> assertThat(line.message()).hasSizeLessThan(1_010));
        assertThat(recent.latest("booking", about("line 599 "))).isEmpty();
        assertThat(recent.latest("booking", about("line 600 "))).hasSize(1);
        for (int i = 0; i < 100; i++) {
            as("service-" + i, "r", () -> log.info("hello"));
        }
        assertThat(recent.latest("service-99", ALL))
                .as("kept with those of none")
                .isNotEmpty();
    }

    @Test
    void whatLooksLikeASecretIsLeftOut() {
        as("booking", "r", () -> {
            log.warn("refused Bearer abcdefghijkl.mnop");
            log.warn("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl ends");
            log.warn("login with password=hunter2&x=1 and \"client_secret\": \"s3cr3t\"");
            log.error("failed", new IllegalStateException("jdbc://kilat:geheim@db/kilat"));
        });
        for (RecentLog.Line line : recent.latest("booking", ALL)) {
            assertThat(line.message() + line.error())
                    .doesNotContain("abcdefghijkl", "eyJ", "hunter2", "s3cr3t", "geheim");
        }
        assertThat(recent.latest("booking", about("password=h")))
                .as("a search tells nothing of it either")
                .isEmpty();
        assertThat(recent.latest("booking", about("login")).getFirst().message())
                .isEqualTo("login with password=***&x=1 and \"client_secret\": \"***\"");
    }
}
