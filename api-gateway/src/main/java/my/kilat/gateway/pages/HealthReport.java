package my.kilat.gateway.pages;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import my.kilat.contract.health.GatewayHealth;
import my.kilat.gateway.wire.Body;
import my.kilat.gateway.wire.ResponseHead;
import my.kilat.platform.json.Json;

/**
 * The health that a service reported.
 *
 * @param healthy whether with status 200
 * @param alarms its alarms, by name
 * @param checks its checks, by name
 */
record HealthReport(boolean healthy, Map<String, String> alarms, Map<String, String> checks) {
    /** No response. */
    static final HealthReport AWAY = new HealthReport(false, Map.of(), Map.of());

    private static final int MOST_WORDS = 32;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_WORDS = 300;

    /** Merges the reports of two instances: one healthy instance is enough, and all alarms are kept. */
    HealthReport beside(HealthReport other) {
        return new HealthReport(healthy || other.healthy, both(alarms, other.alarms), both(checks, other.checks));
    }

    private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
        Map<String, String> all = new LinkedHashMap<>(one);
        all.putAll(other);
        return all;
    }

    /** The state in the gateway's response. */
    GatewayHealth.State state() {
        return new GatewayHealth.State(
                healthy ? "healthy" : "unhealthy", alarms.isEmpty() ? null : alarms, checks.isEmpty() ? null : checks);
    }

    /** A response that is being read. Its status counts even if its body is invalid. */
    static final class Reading {
        private static final int LARGEST = 64 * 1024;

        private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final ResponseHead head = new ResponseHead();
        private final Body body = new Body();
        private boolean headRead;
        private boolean broken;

        boolean wantsMore() {
            return !broken && !(headRead && (body.done() || body.broken())) && raw.size() + content.size() < LARGEST;
        }

        void add(byte[] bytes, int length) {
            if (headRead) {
                take(Unpooled.wrappedBuffer(bytes, 0, length));
                return;
            }
            raw.write(bytes, 0, length);
            byte[] all = raw.toByteArray();
            switch (head.read(all, all.length, LARGEST)) {
                case INCOMPLETE -> {}
                case BROKEN -> broken = true;
                case COMPLETE -> {
                    headRead = true;
                    if (head.chunked()) {
                        body.ofChunks();
                    } else if (head.contentLength() >= 0) {
                        body.ofLength(head.contentLength());
                    } else {
                        body.untilClose();
                    }
                    take(Unpooled.wrappedBuffer(all, head.length(), all.length - head.length()));
                }
            }
        }

        private void take(ByteBuf in) {
            try {
                int length;
                while ((length = body.available(in)) > 0) {
                    in.readBytes(content, length);
                    body.took(length);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        HealthReport report() {
            if (!headRead) {
                return AWAY;
            }
            JsonNode document = document();
            return new HealthReport(
                    head.status() == 200, words(document.path("alarms")), words(document.path("checks")));
        }

        private JsonNode document() {
            try {
                return Json.MAPPER.readTree(content.toByteArray());
            } catch (JacksonException e) {
                return Json.MAPPER.missingNode();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Map<String, String> words(JsonNode object) {
            Map<String, String> words = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (words.size() < MOST_WORDS) {
                    JsonNode value = member.getValue();
                    words.put(
                            cut(member.getKey(), LONGEST_NAME),
                            cut(value.isValueNode() ? value.asText() : value.toString(), LONGEST_WORDS));
                }
            }
            return words;
        }

        private static String cut(String text, int length) {
            return text.length() <= length ? text : text.substring(0, length);
        }
    }
}
