package my.kilat.launcher.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Progress;
import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void coloursAreForATerminalThatWantsThem() {
        assertThat(styled(true, Map.of())).isEqualTo("\u001b[31mtext\u001b[0m");
        assertThat(styled(false, Map.of())).isEqualTo("text");
        assertThat(styled(true, Map.of("NO_COLOR", "1"))).isEqualTo("text");
        assertThat(styled(true, Map.of("TERM", "dumb"))).isEqualTo("text");
    }

    @Test
    void columnsAreAligned() {
        var table = new Table()
                .head("NAME", "PORT")
                .row(Table.Cell.of("gateway"), Table.Cell.of("8080"))
                .row(new Table.Cell("kafka", Style.GREEN), Table.Cell.of("9092"));

        assertThat(written(false, table::print)).isEqualTo("NAME      PORT\ngateway   8080\nkafka     9092\n");
    }

    @Test
    void numbersAreInTheWordsOfPeople() {
        assertThat(Words.took(Duration.ofMillis(420))).isEqualTo("0.4 s");
        assertThat(Words.took(Duration.ofSeconds(125))).isEqualTo("2m 05s");
        assertThat(Words.age(Duration.ofSeconds(9))).isEqualTo("9s");
        assertThat(Words.age(Duration.ofMinutes(187))).isEqualTo("3h 07m");
        assertThat(Words.age(Duration.ofHours(98))).isEqualTo("4d 02h");
        assertThat(Words.bytes(640 << 10)).isEqualTo("640 KB");
        assertThat(Words.bytes(312L << 20)).isEqualTo("312 MB");
        assertThat(Words.bytes(1_503_238_554L)).isEqualTo("1.4 GB");
    }

    @Test
    void elsewhereThanOnATerminalEachPartIsToldOnceWhenItIsReady() {
        String text = written(false, screen -> {
            var view = new ProgressView(screen);
            view.show(state(Progress.STARTING));
            view.show(state(Progress.READY));
            view.show(state(Progress.READY));
        });

        assertThat(text).isEqualTo("  ✔   Kafka   127.0.0.1:9092   2.6 s\n");
    }

    @Test
    void onATerminalTheListIsDrawnAgainInItsPlace() {
        String text = written(true, screen -> {
            var view = new ProgressView(screen);
            view.show(state(Progress.STARTING));
            view.show(state(Progress.READY));
        });

        assertThat(text).contains("starting").contains("\u001b[1A").contains("2.6 s");
    }

    @Test
    void whatAPartWaitsForIsToldOnceInItsOwnWords() {
        String text = written(false, screen -> {
            var view = new ProgressView(screen);
            view.show(state(Progress.STARTING));
            view.show(state(Progress.STARTING, "the broker speaks TLS"));
            view.show(state(Progress.STARTING, "the broker speaks TLS"));
            view.show(state(Progress.READY, "ledger: off by 1"));
        });

        assertThat(text)
                .isEqualTo("  … kafka waits: the broker speaks TLS\n"
                        + "  ✔   Kafka   127.0.0.1:9092   2.6 s\n"
                        + "  ! kafka has an alarm: ledger: off by 1\n");
    }

    @Test
    void onATerminalALongReasonIsBrokenIntoLinesThatFit() {
        String text = written(
                true,
                screen -> new ProgressView(screen)
                        .show(state(Progress.STARTING, "because of a reason that is told at length ".repeat(6))));

        assertThat(text.replaceAll("\u001b\\[[0-9;]*[A-Zm]", "").lines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.length() <= 110);
    }

    private static PlatformState state(Progress progress) {
        return state(progress, "");
    }

    private static PlatformState state(Progress progress, String words) {
        var kafka = new Part("kafka", "Kafka", "127.0.0.1:9092", 9092, "kafka", progress, 2_600, words);
        return new PlatformState(Phase.STARTING, "", 1, 0, 0, 0, 0, List.of(kafka), List.of());
    }

    private static String styled(boolean terminal, Map<String, String> environment) {
        return Screen.of(System.out, terminal, environment).styled(Style.RED, "text");
    }

    private static String written(boolean terminal, Consumer<Screen> writer) {
        var bytes = new ByteArrayOutputStream();
        writer.accept(Screen.of(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, Map.of()));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
