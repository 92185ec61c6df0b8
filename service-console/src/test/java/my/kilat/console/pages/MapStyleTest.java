package my.kilat.console.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapStyleTest {
    @ParameterizedTest
    @CsvSource({
        "https://tiles.example.com/style.json, https://tiles.example.com",
        "HTTPS://Tiles.Example.com:8443/a/b?key=1, https://tiles.example.com:8443",
        "http://localhost:3000/, http://localhost:3000"
    })
    void itsServerIsNamedAsBrowsersDo(String url, String origin) {
        assertThat(MapStyle.of(url).origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "style.json",
                "//tiles.example.com/style.json",
                "ftp://tiles.example.com/style.json",
                "data:application/json,%7B%7D",
                "javascript:alert(1)",
                "https:///style.json",
                "https://user:word@tiles.example.com/style.json",
                "https://tiles.example.com/style.json#part",
                "https://tiles.example.com; script-src */style.json",
                "https://tiles.example.com;script-src/style.json",
                "https://*/style.json",
                "https://a.example.com https://b.example.com"
            })
    void whatIsNoAddressOfOneServerIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MapStyle.of(text));
    }

    @Test
    void theAddressItselfStaysAsItIs() {
        assertThat(MapStyle.of("https://Tiles.example.com/style.json?key=A").url())
                .hasToString("https://Tiles.example.com/style.json?key=A");
    }
}
