package my.kilat.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"1e400", "-1e400", "{\"weight_kg\": [1e999999999]}", "NaN", "Infinity", "{\"a\": 1} {}", "{"})
    void whatIsNotJsonIsRefusedAndNeverRead(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.parse(bytes)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> Json.tree(bytes)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anInfiniteNumberInsideARecordIsRefusedToo() {
        assertThatThrownBy(() -> Json.read("{\"data\": {\"latitude\": 1e400}}", Holder.class))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("a number is too large");
    }

    private record Holder(JsonNode data) {}

    @Test
    void theLargestNumbersAreRead() throws JsonProcessingException {
        assertThat(Json.parse("1.7e308".getBytes(StandardCharsets.UTF_8)).asDouble())
                .isEqualTo(1.7e308);
    }

    @Test
    void threadsShareTheirBuffers() throws Exception {
        BufferRecycler first = JsonBuffers.POOL.acquireAndLinkPooled();
        first.releaseToPool();
        int kept = JsonBuffers.POOL.pooledCount();
        for (int i = 0; i < 10; i++) {
            Thread.ofVirtual()
                    .start(() -> Json.tree(Json.bytes(new Holder(Json.MAPPER.createObjectNode()))))
                    .join();
        }
        assertThat(JsonBuffers.POOL.pooledCount())
                .as("each has returned the ones that it took")
                .isEqualTo(kept);
    }
}
