package my.kilat.launcher.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T11:00:00Z");

    @TempDir
    private Path home;

    @Test
    void progressIsReadFromTheOutputOfMaven() {
        assertThat(MavenLine.parse("[INFO] Building service-booking 1.0.0-SNAPSHOT                          [8/13]"))
                .contains(new MavenLine.Module("service-booking", 8, 13));
        assertThat(MavenLine.parse("[INFO] Tests run: 12, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: 1.25 s"
                        + " -- in my.kilat.booking.BookingTest"))
                .contains(new MavenLine.TestClass("booking.BookingTest", 12, 0, 1, 1.25));
        assertThat(MavenLine.parse("[ERROR] Tests run: 3, Failures: 1, Errors: 1, Skipped: 0, Time elapsed: 0.5 s"
                        + " <<< FAILURE! -- in my.kilat.booking.BookingTest"))
                .contains(new MavenLine.TestClass("booking.BookingTest", 3, 2, 0, 0.5));
        assertThat(MavenLine.parse("[ERROR] something is wrong")).contains(new MavenLine.Trouble("something is wrong"));
        assertThat(MavenLine.parse("[INFO] Building jar: /x/target/x.jar")).isEmpty();
        assertThat(MavenLine.parse("what a test printed")).isEmpty();
    }

    @Test
    void theReportsOfAllModulesAreCounted() throws IOException {
        report("service-booking", "TEST-a.xml", BEGIN, """
                <testsuite tests="4">
                  <testcase classname="my.kilat.booking.BookingTest" name="accepts"/>
                  <testcase classname="my.kilat.booking.BookingTest" name="declines">
                    <failure message="expected &lt;1&gt;&#10;but was 2" type="x"/>
                  </testcase>
                  <testcase classname="my.kilat.booking.BookingTest" name="waits"><skipped/></testcase>
                  <testcase classname="my.kilat.booking.BookingTest" name="breaks"><error type="x">trace</error></testcase>
                </testsuite>
                """);
        report("platform", "TEST-b.xml", BEGIN.plusSeconds(9), """
                <testsuite><testcase classname="my.kilat.platform.OutboxTest" name="relays"/></testsuite>
                """);

        TestTotals totals = TestTotals.count(home, BEGIN);

        assertThat(totals.passed()).isEqualTo(2);
        assertThat(totals.failed()).isEqualTo(2);
        assertThat(totals.skipped()).isEqualTo(1);
        assertThat(totals.failures())
                .containsExactly("BookingTest.declines: expected <1> but was 2", "BookingTest.breaks");
    }

    @Test
    void reportsOfAnEarlierRunDoNotCount() throws IOException {
        report(
                "platform",
                "TEST-b.xml",
                BEGIN.minusSeconds(1),
                "<testsuite><testcase classname=\"A\" name=\"b\"/></testsuite>");

        assertThat(TestTotals.count(home, BEGIN).passed()).isZero();
    }

    @Test
    void aReportThatIsNotWholeIsAFailure() throws IOException {
        report("platform", "TEST-b.xml", BEGIN, "<testsuite><testcase");

        assertThat(TestTotals.count(home, BEGIN).failed()).isEqualTo(1);
    }

    private void report(String module, String name, Instant written, String xml) throws IOException {
        Path file = Files.createDirectories(home.resolve(module).resolve("target/surefire-reports"))
                .resolve(name);
        Files.writeString(file, xml);
        Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
