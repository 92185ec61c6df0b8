package my.kilat.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://127.0.0.1:8080 | 127.0.0.1:8080 | true",
                "http://192.168.1.7:8080 | 192.168.1.7:8080 | true",
                "http://[::1]:8080 | [::1]:8080 | true",
                "https://api.example.com | api.example.com | true",
                "https://API.example.com | api.Example.com:443 | true",
                "http://api.example.com | api.example.com:80 | true",
                "https://api.example.com | api.example.com, inner:8080 | true",
                "http://api.example.com | api.example.com:443 | false",
                "http://127.0.0.1:8081 | 127.0.0.1:8080 | false",
                "http://127.0.0.1 | 127.0.0.1:8080 | false",
                "https://api.example.com.evil.example | api.example.com | false",
                "https://evil.example | api.example.com | false",
                "https://user@api.example.com | api.example.com | false",
                "https://api.example.com/ | api.example.com | false",
                "null | null | false",
                "file:// | localhost | false",
                "https:// | '' | false",
                "ws://api.example.com | api.example.com | false",
            })
    void isTheHostThatIsCalled(String origin, String host, boolean same) {
        assertThat(SameOrigin.holds(origin, host)).isEqualTo(same);
    }
}
