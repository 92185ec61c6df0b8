package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.identity.People.Person;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private static final String PROFILE = "/api/v1/auth/profile";

    private static TestService service;
    private static People people;

    @BeforeAll
    static void start() {
        service = TestService.start(false, Map.of("BCRYPT_COST", "4"), new IdentityService());
        people = new People(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void oneReadsOnesOwnAccount() {
        Person person = people.register();
        JsonNode user = people.as(person).get(PROFILE).expect(200).data();
        assertThat(user.path("id").asText()).isEqualTo(person.id().toString());
        assertThat(user.path("email").asText()).isEqualTo(person.email());
        service.client().get(PROFILE).expect(401);
    }

    @Test
    void whatIsGivenChanges() {
        Person person = people.register();
        Map<String, String> change = Map.of(
                "full_name",
                " Aisyah binti Rahman ",
                "phone",
                "012-345 6789",
                "avatar_url",
                "https://example.com/a.png");
        JsonNode changed = people.as(person).put(PROFILE, change).expect(200).data();
        assertThat(changed.path("full_name").asText()).isEqualTo("Aisyah binti Rahman");
        assertThat(changed.path("phone").asText()).isEqualTo("0123456789");
        assertThat(changed.path("avatar_url").asText()).isEqualTo("https://example.com/a.png");
        assertThat(people.as(person).get(PROFILE).data()).isEqualTo(changed);
    }

    @Test
    void whatIsMissingNullOrBlankStays() {
        Person person = people.register();
        JsonNode before = people.as(person)
                .put(PROFILE, Map.of("phone", "0123456789", "avatar_url", "https://example.com/a.png"))
                .expect(200)
                .data();
        for (String nothing : new String[] {
            "{}",
            "{\"full_name\":null,\"phone\":null,\"avatar_url\":null}",
            "{\"full_name\":\"\",\"phone\":\"\",\"avatar_url\":\"\"}",
            "{\"full_name\":\"  \",\"phone\":\"  \",\"avatar_url\":\"  \"}",
            "{\"phone\":\"()\"}"
        }) {
            assertThat(people.as(person).put(PROFILE, nothing).expect(200).data())
                    .as(nothing)
                    .isEqualTo(before);
        }
    }

    @Test
    void theNextTokensCarryTheNewName() {
        Person person = people.register();
        people.as(person)
                .put(PROFILE, Map.of("full_name", "New Name", "phone", "0123456789"))
                .expect(200);
        Person next = Person.of(people.refresh(person.refresh()).expect(200).data());
        assertThat(People.claims(next.access()).path("name").asText()).isEqualTo("New Name");
        assertThat(People.claims(next.access()).path("phone").asText()).isEqualTo("0123456789");
    }

    @Test
    void aBadPhoneIsRefusedAndChangesNothing() {
        Person person = people.register();
        assertThat(people.as(person)
                        .put(PROFILE, Map.of("full_name", "Other", "phone", "12"))
                        .expect(400)
                        .error())
                .isEqualTo("phone must be 7 to 15 digits, with an optional plus in front");
        assertThat(people.as(person).get(PROFILE).data().path("full_name").asText())
                .isEqualTo("Aisyah Rahman");
    }

    @Test
    void anAccountThatIsGoneIsNotFound() {
        UUID gone = UUID.randomUUID();
        var answer = service.client(Role.OWNER, gone).get(PROFILE).expect(404);
        assertThat(answer.error()).isEqualTo("User not found");
        assertThat(answer.json().path("detail").asText()).isEqualTo("User with id '" + gone + "' was not found");
        service.client(Role.OWNER, gone).put(PROFILE, Map.of("full_name", "A")).expect(404);
    }

    @Test
    void anIdempotencyKeyMakesAChangeOnce() {
        Person person = people.register();
        var client = people.as(person).with("Idempotency-Key", "change-1");
        client.put(PROFILE, Map.of("full_name", "Once")).expect(200);
        people.as(person).put(PROFILE, Map.of("full_name", "Then")).expect(200);
        assertThat(client.put(PROFILE, Map.of("full_name", "Once")).expect(200).header("Idempotency-Replayed"))
                .isEqualTo("true");
        assertThat(people.as(person).get(PROFILE).data().path("full_name").asText())
                .isEqualTo("Then");
    }
}
