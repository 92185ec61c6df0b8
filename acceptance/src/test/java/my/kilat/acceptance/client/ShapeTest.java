package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import my.kilat.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shape that lets everything through would prove nothing. */
class ShapeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a:text; {}",
                "a:text; {\"a\":null}",
                "a:text; {\"a\":1}",
                "a:words; {\"a\":\" \"}",
                "a?:text; {\"a\":1}",
                "a:int; {\"a\":1500.0}",
                "a:int; {\"a\":\"1\"}",
                "a:number; {\"a\":\"1\"}",
                "a:time; {\"a\":\"2026-02-12T10:00:00.5Z\"}",
                "a:time; {\"a\":\"2026-02-12T10:00:00+00:00\"}",
                "a:uuid; {\"a\":\"draft-1\"}",
                "a:one|two; {\"a\":\"three\"}",
                "a:object; {\"a\":[]}",
                "a.b:text; {\"a\":{}}",
                "a[].b:text; {\"a\":{}}",
                "a[].b:text; {\"a\":[{\"b\":\"\"},{}]}",
                "a[]:text; {\"a\":[1]}",
            })
    void whatDoesNotFitIsRefused(String words, String json) {
        assertThatThrownBy(() -> Shape.of(words).check(tree(json))).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatFitsIsTakenWithWhateverElseIsThere() {
        assertThatCode(() -> Shape.of("a:int b?:text c[].d:one|two e.f:time").check(tree("""
                                {"a":1,"c":[{"d":"one"},{"d":"two"}],"e":{"f":"2026-02-12T10:00:00Z"},"z":null}""")))
                .doesNotThrowAnyException();
    }

    private static JsonNode tree(String json) {
        return Json.read(json, JsonNode.class);
    }
}
