package my.kilat.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A frame counts from when its own position was due, whichever comes first. */
class TrailTest {
    private final List<Long> late = new ArrayList<>();
    private final Trail trail = new Trail(new Followed("runner", "owner", "booking"), late::add);

    private void show(String frame) {
        ByteBuf payload = Unpooled.copiedBuffer("xx" + frame + "yy", StandardCharsets.UTF_8);
        payload.skipBytes(2);
        trail.follower(() -> {}, _ -> {}).frame(payload, frame.length());
    }

    private static String heading(String request) {
        int at = request.indexOf("\"heading_degrees\":") + 18;
        return request.substring(at, request.indexOf('}', at));
    }

    @Test
    void eachFrameIsTakenForItsOwnPosition() {
        long now = System.nanoTime();
        String first = "";
        String last = "";
        for (int i = 0; i < 15; i++) {
            last = heading(trail.request(now - i * 1_000_000_000L));
            first = i == 0 ? last : first;
        }
        show("{\"type\":\"location_update\",\"data\":{\"heading_degrees\":" + last + ",\"speed_kmh\":1}}");
        show("{\"heading_degrees\":" + first + "}");
        show("{\"heading_degrees\":1.0}");
        assertThat(late).hasSize(3);
        assertThat(late.get(0)).isBetween(14_000_000_000L, 74_000_000_000L);
        assertThat(late.get(1)).isBetween(0L, 60_000_000_000L).isLessThan(late.get(0));
        assertThat(late.get(2)).isBetween(9_000_000_000L, 69_000_000_000L);
    }

    @Test
    void aFrameThatIsNoPositionOrOfNoneThatWasSentDoesNotCount() {
        trail.request(System.nanoTime());
        show("{\"type\":\"booking.status\"}");
        show("{\"heading_degrees\":123.4}");
        assertThat(late).isEmpty();
    }
}
