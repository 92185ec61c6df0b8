package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoginTest {
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

    private static ApiClient.Answer register(String email, String password) {
        Map<String, Object> form = People.form(email);
        form.put("password", password);
        return service.client().post("/api/v1/auth/register", form).expect(201);
    }

    @Test
    void theRightPasswordOpensInWhateverCaseTheAddressIsTyped() {
        String email = People.newAddress();
        JsonNode registered = register(email, "correct horse").data();
        JsonNode in = people.login("  " + email.toUpperCase(Locale.ROOT) + " ", "correct horse")
                .expect(200)
                .data();
        assertThat(in.path("user")).isEqualTo(registered.path("user"));
        assertThat(in.path("refresh_token").asText())
                .isNotEmpty()
                .isNotEqualTo(registered.path("refresh_token").asText());
    }

    @Test
    void aTokenSaysWhoItIsAndForHowLong() {
        People.Person person =
                People.Person.of(register(People.newAddress(), "correct horse").data());
        JsonNode access = People.claims(person.access());
        assertThat(access.path("sub").asText()).isEqualTo(person.id().toString());
        assertThat(access.path("user_id").asText()).isEqualTo(person.id().toString());
        assertThat(access.path("iss").asText()).isEqualTo("kilat-pet-runner");
        assertThat(access.path("token_type").asText()).isEqualTo("access");
        assertThat(access.path("role").asText()).isEqualTo("owner");
        assertThat(access.path("email").asText()).isEqualTo(person.email());
        assertThat(access.path("name").asText()).isEqualTo("Aisyah Rahman");
        assertThat(access.path("phone").isTextual()).isTrue();
        assertThat(access.path("jti").asText()).hasSize(36);
        assertThat(access.path("exp").asLong() - access.path("iat").asLong()).isEqualTo(900);
        assertThat(Instant.ofEpochSecond(access.path("iat").asLong()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        JsonNode refresh = People.claims(person.refresh());
        assertThat(refresh.path("token_type").asText()).isEqualTo("refresh");
        assertThat(refresh.path("email").asText("missing")).isEmpty();
        assertThat(refresh.path("role").asText("missing")).isEmpty();
        assertThat(refresh.path("user_id").asText()).isEqualTo(person.id().toString());
        assertThat(refresh.path("exp").asLong() - refresh.path("iat").asLong())
                .isEqualTo(Duration.ofHours(168).toSeconds());
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreAnsweredAlike() {
        String email = People.newAddress();
        register(email, "correct horse");
        ApiClient.Answer wrong = people.login(email, "wrong horse").expect(401);
        ApiClient.Answer unknown =
                people.login(People.newAddress(), "wrong horse").expect(401);
        ApiClient.Answer noAddress = people.login("nobody", "wrong horse").expect(401);
        assertThat(wrong.error()).isEqualTo("invalid email or password");
        assertThat(unknown.text()).isEqualTo(wrong.text());
        assertThat(noAddress.text()).isEqualTo(wrong.text());
    }

    /** Time cannot be compared well; work can be counted. */
    @Test
    void aWrongPasswordAndAnUnknownAddressCostTheSameWork() {
        String email = People.newAddress();
        register(email, "correct horse");
        double before = checks();
        people.login(email, "wrong horse").expect(401);
        double known = checks() - before;
        people.login(People.newAddress(), "wrong horse").expect(401);
        double unknown = checks() - before - known;
        assertThat(known).isEqualTo(1);
        assertThat(unknown).isEqualTo(1);
    }

    private static double checks() {
        return service.host()
                .meters()
                .get("kilat.identity.bcrypt")
                .tag("work", "check")
                .timer()
                .count();
    }

    @Test
    void everyByteOfALongPasswordCounts() {
        String shared = "\u00e9".repeat(80);
        String email = People.newAddress();
        register(email, shared + "1");
        people.login(email, shared + "2").expect(401);
        people.login(email, shared).expect(401);
        people.login(email, shared + "1").expect(200);
    }

    @Test
    void aPasswordOfSeventyOneSeventyTwoAndSeventyThreeBytesIsItself() {
        for (int length = 70; length <= 74; length++) {
            String email = People.newAddress();
            String password = "x".repeat(length);
            register(email, password);
            people.login(email, password).expect(200);
            people.login(email, password + "x").expect(401);
            people.login(email, password.substring(1)).expect(401);
        }
    }

    @Test
    void aBannedAccountIsToldSoByTheRightPasswordOnly() {
        People.Person person = people.register();
        new Sql(service.environment()).run("update account set banned_at = now() where id = '" + person.id() + "'");
        assertThat(people.login(person.email(), People.PASSWORD).expect(403).error())
                .isEqualTo("this account is banned");
        people.login(person.email(), "wrong horse").expect(401);
        people.refresh(person.refresh()).expect(403);
    }

    @Test
    void aHashOfAnotherCostIsReplacedAtTheNextLogin() {
        JsonNode in =
                people.login("owner.test@kilat.my", "TestOwner123!").expect(200).data();
        assertThat(in.path("user").path("role").asText()).isEqualTo("owner");
        assertThat(new Sql(service.environment())
                        .one("select password_hash from account where email = 'owner.test@kilat.my'"))
                .startsWith("$2b$04$");
        people.login("owner.test@kilat.my", "TestOwner123!").expect(200);
    }

    @Test
    void nothingOfThatIsAsked() {
        assertThat(service.client().post("/api/v1/auth/login").expect(400).error())
                .isEqualTo("a JSON body is required");
        assertThat(service.client()
                        .post("/api/v1/auth/login", Map.of("email", "a@example.com"))
                        .expect(400)
                        .error())
                .isEqualTo("password is required");
        service.client()
                .post("/api/v1/auth/login", Map.of("email", "a@example.com", "password", "x".repeat(201)))
                .expect(400);
    }
}
