package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.Test;

/** What a refusal says is for people who use the platform, not for those who build it. */
class ErrorsTest {
    private static final Pattern INSIDE = Pattern.compile(
            "\\b(com|org|java|javax|io|my)\\.\\w+\\.|Exception|\\bat \\w+\\.|SQL|jdbc", Pattern.CASE_INSENSITIVE);

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "7",
            "-1e300",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud83d\"",
            "\"" + "x".repeat(9000) + "\"",
            "[]",
            "[[\"a\"]]",
            "{}",
            "{\"a\":{\"b\":[1]}}");

    @Test
    void noRefusalNamesWhatIsInside() {
        try (TestService service =
                TestService.start(false, Map.of("BCRYPT_COST", "4", "LOGIN_FAILURES", "1000"), IdentityService::new)) {
            People people = new People(service);
            People.Person person = people.register();
            Map<String, List<String>> fields = Map.of(
                    "register",
                            List.of("email", "password", "full_name", "phone", "role", "first_pet", "referral_code"),
                    "login", List.of("email", "password"),
                    "refresh", List.of("refresh_token"),
                    "profile", List.of("full_name", "phone", "avatar_url"));
            List<ApiClient.Answer> answers = new ArrayList<>();
            fields.forEach((operation, names) -> {
                for (String name : names) {
                    for (String value : VALUES) {
                        String method = operation.equals("profile") ? "PUT" : "POST";
                        String body = "{\"" + name + "\":" + value + "}";
                        answers.add(people.as(person).send(method, "/api/v1/auth/" + operation, body));
                    }
                }
            });
            VALUES.forEach(value -> answers.add(people.refresh(value)));
            answers.add(service.client().get("/.well-known/ended-sessions?after=1e999"));
            answers.add(service.client().get("/.well-known/ended-sessions?after=9223372036854775807"));
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).as(answer.toString()).isLessThan(500);
                assertThat(INSIDE.matcher(answer.text()).find())
                        .as(answer.toString())
                        .isFalse();
            });
        }
    }
}
