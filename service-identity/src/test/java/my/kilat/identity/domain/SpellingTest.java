package my.kilat.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one spelling under which addresses and names are kept. */
class SpellingTest {
    @ParameterizedTest
    @CsvSource({"' A.b+c@Example.Co.UK ',a.b+c@example.co.uk", "x_1%@sub.example.museum,x_1%@sub.example.museum"})
    void addresses(String typed, String kept) {
        assertThat(EmailAddress.of(typed)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a@b", "a@b.c", "a b@example.com", "a@exa mple.com", "a@@example.com", "é@example.com"})
    void noAddresses(String typed) {
        assertThatThrownBy(() -> EmailAddress.of(typed)).isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void names() {
        assertThat(FullName.of(" Tan Wei Ming ")).isEqualTo("Tan Wei Ming");
        assertThat(FullName.of("\uD83D\uDC36".repeat(255))).hasSize(510);
        assertThatThrownBy(() -> FullName.of(" \u2003 ")).isInstanceOf(Failure.Invalid.class);
    }

    @Test
    void firstPetsKeepWhatMakesSense() {
        assertThat(FirstPet.of("cat", " Mochi ", 4.2)).contains(new FirstPet("cat", "Mochi", 4.2));
        assertThat(FirstPet.of(null, "M\u0000o\uD800chi", -1.0)).contains(new FirstPet(null, "Mochi", null));
        assertThat(FirstPet.of("", "   ", Double.NaN)).isEmpty();
        assertThat(FirstPet.of(null, "x".repeat(1000), null).orElseThrow().name())
                .hasSize(100);
    }
}
