package my.kilat.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import my.kilat.launcher.screen.Screen;
import org.junit.jupiter.api.Test;

class LogLineTest {
    private static final String BOOKING = """
            {"timestamp":1795392000123,"level":"INFO","threadName":"request-1","loggerName":"my.kilat.booking.Bookings",\
            "mdc":{"service":"booking","request_id":"r-1","trace_id":"abc"},"formattedMessage":"booking K-1 is accepted"}""";

    @Test
    void aServiceSaysWhoItIsAndWhatItIsAbout() {
        LogLine line = parse("services", BOOKING);

        assertThat(line.source()).isEqualTo("booking");
        assertThat(line.level()).isEqualTo("INFO");
        assertThat(line.text()).isEqualTo("booking K-1 is accepted  request_id=r-1 trace_id=abc");
        assertThat(line.time()).isEqualTo(Instant.ofEpochMilli(1795392000123L));
        assertThat(line.details()).isEmpty();
    }

    @Test
    void aLineWithoutAServiceIsOfTheProcess() {
        assertThat(parse("services", "{\"timestamp\":1,\"level\":\"WARN\",\"formattedMessage\":\"x\"}")
                        .source())
                .isEqualTo("services");
    }

    @Test
    void aLineWithValuesShowsThemAndSomebodyKnownByHisPackageIsNamed() {
        LogLine line = parse("services", """
                {"timestamp":1,"level":"INFO","loggerName":"my.kilat.gateway.access","mdc":{},\
                "kvpList":[{"method":"GET"},{"status":"200"},{"trace_id":""}],"formattedMessage":"request"}""");

        assertThat(line.source()).isEqualTo("gateway");
        assertThat(line.text()).isEqualTo("request  method=GET status=200");
    }

    @Test
    void anExceptionIsShownWithItsCauseAndPlaces() {
        LogLine line = parse("booking", """
                {"timestamp":1,"level":"ERROR","formattedMessage":"it broke","throwable":{"className":"a.B","message":"no",\
                "stepArray":[{"className":"a.C","methodName":"run","fileName":"C.java","lineNumber":7}],\
                "cause":{"className":"a.D","message":"why","stepArray":[]}}}""");

        assertThat(line.details()).isEqualTo("a.B: no\n    at a.C.run(C.java:7)\nCaused by: a.D: why");
    }

    @Test
    void postgresIsUnderstood() {
        LogLine line = parse(
                "postgres",
                "2026-11-23 11:24:33.123 UTC [4711] kilat_booking ERROR:  duplicate key value violates unique constraint");

        assertThat(line.level()).isEqualTo("ERROR");
        assertThat(line.text()).isEqualTo("duplicate key value violates unique constraint  database=kilat_booking");
        assertThat(line.time()).isEqualTo(Instant.parse("2026-11-23T11:24:33.123Z"));

        LogLine general = parse("postgres", "2026-11-23 11:24:33.123 UTC [4711]  LOG:  database system is ready");
        assertThat(general.level()).isEqualTo("INFO");
        assertThat(general.text()).isEqualTo("database system is ready");
    }

    @Test
    void kafkaAndZooKeeperAreUnderstood() {
        LogLine line = parse("kafka", "2026-11-23T11:24:33.123Z WARN  LogManager - no space");

        assertThat(line.source()).isEqualTo("kafka");
        assertThat(line.level()).isEqualTo("WARN");
        assertThat(line.text()).isEqualTo("LogManager - no space");
    }

    @Test
    void whatHasNoTimeBelongsToTheLineBefore() {
        assertThat(LogLine.parse("kafka", "\tat kafka.Kafka.main(Kafka.scala)")).isEmpty();
        assertThat(LogLine.parse("services", "{\"torn\":")).isEmpty();
        assertThat(LogLine.parse("services", "{\"no\":\"timestamp\"}")).isEmpty();
    }

    @Test
    void onATerminalItIsColouredElsewhereItIsPlainAndAligned() {
        LogLine line = parse("services", BOOKING);

        assertThat(printer(false).render(line))
                .isEqualTo("00:00:00.123  booking       INFO   booking K-1 is accepted  request_id=r-1 trace_id=abc");
        assertThat(printer(true).render(line)).contains("\u001b[").contains("booking K-1 is accepted");
    }

    @Test
    void theClockIsThatOfTheReader() {
        var inKualaLumpur = new LogPrinter(screen(false), ZoneId.of("Asia/Kuala_Lumpur"));

        assertThat(inKualaLumpur.render(parse("services", BOOKING))).startsWith("08:00:00.123");
    }

    private static LogPrinter printer(boolean terminal) {
        return new LogPrinter(screen(terminal), ZoneOffset.UTC);
    }

    private static Screen screen(boolean terminal) {
        return Screen.of(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                terminal,
                Map.of("TERM", "xterm"));
    }

    private static LogLine parse(String process, String line) {
        return LogLine.parse(process, line).orElseThrow();
    }
}
