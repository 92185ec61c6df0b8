package my.kilat.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class GrowthReportTest {
    private static final Subject LIST = new Subject("list of <an owner>", Group.PERSON, Subject.FLAT);
    private static final Subject ALL = new Subject("admin's bookings", Group.ADMIN, Subject.COUNTED);
    private static final Subject START = new Subject("start of booking", Group.UPKEEP, Subject.FLAT);
    private static final Subject TIDYING = new Subject("housekeeping", Group.UPKEEP, Subject.FLAT);

    private final GrowthReport report = new GrowthReport();

    @BeforeEach
    void measured() {
        report.add(1_000, LIST, new Cost(400, 0.7, 2.9, 0));
        report.add(1_000, ALL, new Cost(800, 1.0, 3.0, 0));
        report.add(1_000, START, Cost.timed(Duration.ofMillis(2_000)));
        report.add(1_000, TIDYING, Cost.timed(Duration.ofMillis(2)));
        report.add(1_000_000, LIST, new Cost(440, 0.8, 3.1, 0));
        report.add(1_000_000, ALL, new Cost(1_680, 2.1, 4.0, 0));
        report.add(1_000_000, START, Cost.timed(Duration.ofMillis(3_400)));
        report.add(1_000_000, TIDYING, Cost.timed(Duration.ofMillis(5)));
    }

    @Test
    void eachGroupHasATableAndAChart() {
        assertThat(String.join("\n", report.lines()))
                .contains("| list of <an owner> | 400 | 0.7 | 2.9 | 440 | 0.8 | 3.1 | 1.10 | ≤ 1.5 | yes |")
                .contains("| admin's bookings | 800 | 1.0 | 3.0 | 1680 | 2.1 | 4.0 | 2.10 | ≤ 2.0 | **no** |")
                .contains("| Operation | 1,000: ms | 1,000,000: ms | time, times | bar | holds |")
                .contains("| start of booking | 2000.0 | 3400.0 | 1.70 | ≤ 1.5 | **no** |")
                .contains("(growth-person.svg)", "(growth-pages.svg)", "(growth-upkeep.svg)")
                .doesNotContain("growth-cursors.svg");
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void aDifferenceOfSomeMillisecondsInWhatIsTimedIsNone() {
        assertThat(String.join("\n", report.lines())).contains("| housekeeping | 2.0 | 5.0 | 2.50 | ≤ 1.5 | yes |");
    }

    @Test
    void whatFailedIsNotSound() {
        report.add(1_000, TIDYING, new Cost(1, 1, 1, 1));
        assertThat(report.isSound()).isFalse();
    }

    @Test
    void aChartIsWellFormedAndNamesItsAxis() throws Exception {
        for (Group group : new Group[] {Group.PERSON, Group.ADMIN, Group.UPKEEP}) {
            String svg = report.chart(group).orElseThrow().svg();
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
            assertThat(svg).contains("compared with that at 1,000 bookings", "1,000,000 bookings");
        }
        assertThat(report.chart(Group.PERSON).orElseThrow().svg()).contains("list of &lt;an owner&gt;", "1.10 ×");
        assertThat(report.chart(Group.CURSOR)).isEmpty();
    }
}
