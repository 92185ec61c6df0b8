package my.kilat.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-02-12T10:00:00Z, 2026-02-12T10:00:00Z",
        "2026-02-12T10:00:00.123456789Z, 2026-02-12T10:00:00.123456789Z",
        "2026-02-12T18:00:00+08:00, 2026-02-12T10:00:00Z",
        "2026-02-12T18:00:00.000, 2026-02-12T10:00:00Z",
        "2026-02-12T18:00, 2026-02-12T10:00:00Z"
    })
    void everyFormOfAClientIsUnderstood(String text, Instant time) {
        assertThat(Times.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-02-12",
                "2026-13-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-02-30T00:00:00.0Z",
                "2026-02-12T24:00:00Z",
                "2026-02-12T24:00:00.0Z",
                "2026-02-12T10:00:61Z",
                "9999-01-01T00:00:00Z",
                "1770890400"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timesGoOutInWholeSecondsOfUtc() {
        assertThat(Times.format(Instant.parse("2026-02-12T10:00:00.999Z"))).isEqualTo("2026-02-12T10:00:00Z");
    }

    @Test
    void sentencesHaveTheTimeOfKualaLumpur() {
        assertThat(Times.inWords(Instant.parse("2026-02-12T10:30:00Z"))).isEqualTo("18:30 on 12 February");
    }
}
