package my.kilat.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final UUID ID = UUID.fromString("0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11");

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-12T10:00:00Z", "2026-02-12T10:00:00.123456Z", "2026-02-12T10:00:00.100Z"})
    void itsTextLeadsBackToIt(String at) {
        Cursor cursor = new Cursor(Instant.parse(at), ID);
        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
        assertThat(Cursor.parse(null)).isEqualTo(Cursor.BEGINNING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                "x",
                "2026-02-12T10:00:00Z",
                "2026-02-12T10:00:00Z_",
                "2026-02-12T10:00:00Z_x",
                "_0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11",
                "yesterday_0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11",
                "+999999999-12-31T23:59:59Z_0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11",
                "-999999999-01-01T00:00:00Z_0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11"
            })
    void whatIsNoneOrOfATimeThatNoDatabaseKnowsIsRefused(String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void aPageTellsOfTheNextOneOnlyIfThereIsOne() {
        Cursor place = new Cursor(Instant.EPOCH, ID);
        assertThat(CursorPage.of(List.of(1, 2), 2, _ -> place)).isEqualTo(new CursorPage<>(List.of(1, 2), null));
        assertThat(CursorPage.of(List.of(1, 2, 3), 2, _ -> place))
                .isEqualTo(new CursorPage<>(List.of(1, 2), place.toString()));
    }
}
