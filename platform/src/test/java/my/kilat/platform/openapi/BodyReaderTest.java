package my.kilat.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a body is kept, and where reading ends. */
class BodyReaderTest {
    private static final BodyLimits LIMITS = limits("""
            type: object
            properties:
              name: { type: string, maxLength: 5 }
              note: { type: string, x-cut-at: 3 }
              size: { enum: [small, large], type: string }
              weight: { type: number }
              shots:
                type: [array, 'null']
                maxItems: 2
                items: { type: object, properties: { vet: { type: string, maxLength: 4 } } }
            """);

    private static BodyLimits limits(String schema) {
        try {
            return BodyLimits.of(new YAMLMapper().readTree(schema), reference -> {
                throw new IllegalArgumentException(reference);
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String body) {
        return BodyReader.read(body.getBytes(StandardCharsets.UTF_8), LIMITS);
    }

    private static String refusal(String body) {
        return catchThrowableOfType(Failure.Invalid.class, () -> read(body)).reason();
    }

    @Test
    void keepsWhatTheSchemaNames() {
        assertThat(
                        read("{\"name\":\"Mochi\",\"x\":{\"y\":[1,{\"z\":2}]},\"weight\":4.5,\"shots\":[{\"vet\":\"Tan\",\"q\":1},{}]}")
                                .toString())
                .isEqualTo("{\"name\":\"Mochi\",\"weight\":4.5,\"shots\":[{\"vet\":\"Tan\"},{}]}");
        assertThat(read("{\"shots\":null,\"weight\":123456789012}").toString())
                .isEqualTo("{\"shots\":null,\"weight\":123456789012}");
        assertThat(read("7").isNumber()).isTrue();
    }

    @Test
    void endsAtWhatIsTooMuchAndSaysWhere() {
        assertThat(refusal("{\"name\":\"Mochi!\"}")).isEqualTo("name: must be at most 5 characters long");
        assertThat(refusal("{\"shots\":[{},{},{}" + ",{}".repeat(300_000)))
                .as("the rest is not even looked at for being JSON")
                .isEqualTo("shots: must have at most 2 items");
        assertThat(refusal("{\"shots\":[{},{\"vet\":\"Tan K\"}]}"))
                .isEqualTo("shots.1.vet: must be at most 4 characters long");
        assertThat(refusal("{\"weight\":1e999}")).isEqualTo("weight: is too large a number");
        assertThat(refusal("{" + "\"x\":1,".repeat(101) + "\"name\":\"M\"}"))
                .isEqualTo("the body must have at most 100 members");
    }

    @Test
    void aCharacterOfTwoCodeUnitsIsOne() {
        assertThat(read("{\"name\":\"🐈🐈🐈🐈🐈\"}").path("name").asText()).isEqualTo("🐈🐈🐈🐈🐈");
        assertThat(refusal("{\"name\":\"🐈🐈🐈🐈🐈🐈\"}")).contains("at most 5");
        assertThat(read("{\"note\":\"🐈🐈🐈🐈\"}").path("note").asText())
                .as("cut, not refused")
                .isEqualTo("🐈🐈🐈");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "{\"name\"",
                "{\"name\":",
                "{\"name\":\"x",
                "{nonsense}",
                "{\"name\":tru}",
                "{} {}",
                "]",
                "'a'"
            })
    void whatIsNotJsonIsSaidInWordsOfOurOwn(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(Failure.Invalid.class, failure -> {
            assertThat(failure.reason()).isEqualTo("the body is not valid JSON");
            assertThat(failure.detail())
                    .isNotBlank()
                    .doesNotContain("com.")
                    .doesNotContain("java.")
                    .doesNotContain("Source");
        });
    }

    @Test
    void whatIsPassedOverIsBoundedToo() {
        assertThat(refusal("{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"))
                .isEqualTo("the body is too complex");
        assertThat(refusal("{\"" + "n".repeat(10_000) + "\":1}")).isEqualTo("the body is too complex");
        assertThat(refusal("{\"x\":" + "9".repeat(10_000) + "}")).isEqualTo("the body is too complex");
        assertThat(refusal("[".repeat(100))).isEqualTo("the body is too complex");
    }

    @Test
    void aSchemaWithoutALimitIsNoSchemaForABody() {
        assertThatThrownBy(() -> limits("{ type: object, properties: { a: { type: string } } }"))
                .hasMessage("the text a has no maxLength");
        assertThatThrownBy(
                        () -> limits("{ type: object, properties: { a: { type: array, items: { type: number } } } }"))
                .hasMessage("the list a has no maxItems");
        assertThatThrownBy(() -> limits("{ oneOf: [ { type: number } ] }")).hasMessageContaining("alternatives");
    }
}
