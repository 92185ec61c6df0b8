package my.kilat.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BookingNumbersTest {

    @Test
    void numbersHaveSixCharactersThatNobodyMisreads() {
        BookingNumbers numbers = new BookingNumbers(() -> new Random(1));
        assertThat(numbers.get()).matches("BK-[A-HJ-NP-Z2-9]{6}").isEqualTo(numbers.get());
    }

    @Test
    void everyCharacterComesUp() {
        Random random = new Random(1);
        BookingNumbers numbers = new BookingNumbers(() -> random);
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            drawn.append(numbers.get().substring(3));
        }
        assertThat(drawn.chars().distinct().count()).isEqualTo(32);
    }
}
