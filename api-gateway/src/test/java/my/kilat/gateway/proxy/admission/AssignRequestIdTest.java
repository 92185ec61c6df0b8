package my.kilat.gateway.proxy.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each request has an id. */
class AssignRequestIdTest {
    private final StageRig rig = StageRig.of(new AssignRequestId());

    @AfterEach
    void close() {
        rig.close();
    }

    private String idOf(String... fields) {
        rig.send("GET", "/somewhere", fields);
        return new String(rig.passed().request().id(), StandardCharsets.US_ASCII);
    }

    @Test
    void theClientsOwnIsKeptAndToldInTheResponse() {
        assertThat(rig.send("GET", "/", "X-Request-ID: abc-1")).contains("X-Request-ID: abc-1\r\n");
        assertThat(idOf("X-Request-ID: abc-2")).isEqualTo("abc-2");
    }

    @Test
    void withoutOneOrWithOneThatIsTooLongItIsNew() {
        String first = idOf();
        assertThat(UUID.fromString(first).version()).isEqualTo(4);
        assertThat(idOf()).isNotEqualTo(first);
        assertThat(idOf("X-Request-ID: " + "x".repeat(129))).hasSize(36);
    }

    @Test
    void theAccessRecordHoldsThePathWithoutTheQuery() {
        rig.send("GET", "/a/path?token=secret");
        assertThat(rig.passed().accessRecord().pathOrEmpty()).isEqualTo("/a/path");
    }
}
