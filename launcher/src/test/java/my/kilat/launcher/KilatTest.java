package my.kilat.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KilatTest {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        var stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void withoutACommandItSaysWhatThereIs() {
        assertThat(Kilat.run()).isZero();

        assertThat(said()).contains("up", "down", "ps", "status", "logs", "run", "test", "replay", "doctor");
        assertThat(said()).doesNotContain("supervise");
    }

    @Test
    void whatItDoesNotUnderstandItSaysAndExitsWithTwo() {
        assertThat(Kilat.run("upp")).isEqualTo(2);
        assertThat(Kilat.run("up", "--sideways")).isEqualTo(2);
        assertThat(Kilat.run("up", "--port-offset", "many")).isEqualTo(2);

        assertThat(said()).contains("upp", "--sideways", "many");
    }

    @Test
    void everyCommandExplainsItself() {
        assertThat(Kilat.run("--help")).isZero();
        assertThat(Kilat.run("up", "--help")).isZero();
        assertThat(Kilat.run("ps", "-h")).isZero();

        assertThat(said())
                .contains("Usage: kilat up", "--port-offset", "Usage: kilat ps")
                .doesNotContain("Unknown");
    }

    @Test
    void aServiceThatDoesNotExistIsAnsweredWithThoseThatDo() {
        assertThat(Kilat.run("run", "bokking")).isEqualTo(1);

        assertThat(said()).contains("There is no service \"bokking\"").contains("gateway");
    }

    @Test
    void aTopicThatDoesNotExistIsAnsweredWithThoseThatDo() {
        assertThat(Kilat.run("replay", "bookings.dlq")).isEqualTo(1);

        assertThat(said()).contains("booking.events.dlq", "tracking.events.dlq");
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
