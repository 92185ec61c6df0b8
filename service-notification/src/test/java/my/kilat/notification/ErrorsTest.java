package my.kilat.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.Test;

/** What a refusal says is for people who use the platform, not for those who build it. */
class ErrorsTest {
    private static final Pattern INSIDE = Pattern.compile(
            "\\b(com|org|java|javax|io|my)\\.\\w+\\.|Exception|\\bat \\w+\\.|SQL|jdbc", Pattern.CASE_INSENSITIVE);

    @Test
    void noRefusalNamesWhatIsInside() {
        try (Notifications notifications = Notifications.start(Map.of())) {
            ApiClient app = notifications.app(UUID.randomUUID());
            List<ApiClient.Answer> answers = new ArrayList<>();
            for (String value : List.of("null", "true", "7", "\"\"", "\"25:61\"", "\"\\u0000\"", "[]", "{\"a\":[1]}")) {
                for (String name : List.of("enable_push", "quiet_hours_start", "quiet_hours_end")) {
                    answers.add(app.put("/api/v1/notifications/preferences", "{\"" + name + "\":" + value + "}"));
                }
                answers.add(app.post("/api/v1/notifications/fcm-token", "{\"token\":" + value + "}"));
            }
            for (String query :
                    List.of("cursor=x", "cursor=%00", "page=x", "limit=-1", "page=99999999999", "cursor=")) {
                answers.add(app.get("/api/v1/notifications?" + query));
            }
            answers.add(app.get("/api/v1/notifications/not-an-id"));
            answers.add(app.put("/api/v1/notifications/not-an-id/read", null));
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).as(answer.toString()).isLessThan(500);
                assertThat(INSIDE.matcher(answer.text()).find())
                        .as(answer.toString())
                        .isFalse();
            });
        }
    }
}
