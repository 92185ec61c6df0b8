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

class CursorCodecTest {
    private static final Cursor PLACE = new Cursor(
            Instant.parse("2026-02-12T10:00:00.123456Z"), UUID.fromString("0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11"));
    private static final CursorCodec CODEC = new CursorCodec("bookings of somebody");

    @Test
    void itsTextLeadsBackToThePlace() {
        assertThat(CODEC.encode(PLACE)).matches("[A-Za-z0-9_-]+");
        assertThat(CODEC.decode(CODEC.encode(PLACE))).isEqualTo(PLACE);
        assertThat(CODEC.decode(CODEC.encode(Cursor.BEGINNING))).isEqualTo(Cursor.BEGINNING);
    }

    @Test
    void noCharacterCanBeChanged() {
        String text = CODEC.encode(PLACE);
        for (int i = 0; i < text.length(); i++) {
            String changed = text.substring(0, i) + (text.charAt(i) == 'k' ? 'B' : 'k') + text.substring(i + 1);
            assertThatThrownBy(() -> CODEC.decode(changed)).as(changed).isInstanceOf(Failure.Invalid.class);
        }
    }

    @Test
    void thatOfAnotherListIsRefused() {
        String text = new CursorCodec("bookings of somebody else").encode(PLACE);
        assertThatThrownBy(() -> CODEC.decode(text))
                .isInstanceOf(Failure.Invalid.class)
                .hasMessageContaining("same list");
    }

    @Test
    void noTimeIsReadThatTheDatabaseDoesNotKnow() {
        String text = CODEC.encode(new Cursor(Instant.parse("-9999-01-01T00:00:00Z"), PLACE.id()));
        assertThatThrownBy(() -> CODEC.decode(text)).isInstanceOf(Failure.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "+++", "2026-02-12T10:00:00Z_0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11", "é"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> CODEC.decode(text)).isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void aPageHasTheCursorOfTheNextOneOnlyIfThereIsOne() {
        CursorRequest first = CursorRequest.of(CODEC.list(), "", 2);
        assertThat(first.start()).isEqualTo(Cursor.BEGINNING);
        assertThat(first.toRead()).isEqualTo(3);
        assertThat(first.page(List.of(1, 2), _ -> PLACE)).isEqualTo(new CursorPage<>(List.of(1, 2), null));
        CursorPage<Integer> page = first.page(List.of(1, 2, 3), _ -> PLACE);
        assertThat(page.map(n -> n * 10)).isEqualTo(new CursorPage<>(List.of(10, 20), CODEC.encode(PLACE)));
        assertThat(CursorRequest.of(CODEC.list(), CODEC.encode(PLACE), 2).start())
                .isEqualTo(PLACE);
    }
}
