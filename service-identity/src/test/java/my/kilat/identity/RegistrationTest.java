package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
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

    private static ApiClient.Answer register(Map<String, Object> form) {
        return service.client().post("/api/v1/auth/register", form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "runner", "shop"})
    void everybodyOpensAnAccountAndIsLoggedIn(String role) {
        Map<String, Object> form = People.form("  New." + role + "@Example.COM ");
        form.put("role", role);
        form.put("full_name", "  Tan Wei Ming ");
        form.put("phone", "+60 (12) 345-6789");
        ApiClient.Answer answer = register(form).expect(201);
        JsonNode user = answer.data().path("user");
        assertThat(user.path("email").asText()).isEqualTo("new." + role + "@example.com");
        assertThat(user.path("full_name").asText()).isEqualTo("Tan Wei Ming");
        assertThat(user.path("phone").asText()).isEqualTo("+60123456789");
        assertThat(user.path("role").asText()).isEqualTo(role);
        assertThat(user.path("is_verified").asBoolean(true)).isFalse();
        assertThat(user.has("avatar_url")).isFalse();
        assertThat(user.path("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        People.Person person = People.Person.of(answer.data());
        assertThat(people.as(person).get("/api/v1/auth/profile").expect(200).data())
                .isEqualTo(user);
        people.refresh(person.refresh()).expect(200);
    }

    @Test
    void withoutAPhoneItIsAnEmptyString() {
        JsonNode user =
                register(People.form(People.newAddress())).expect(201).data().path("user");
        assertThat(user.path("phone").isTextual()).isTrue();
        assertThat(user.path("phone").asText()).isEmpty();
    }

    @Test
    void anAddressHasOneAccountInWhateverCase() {
        String email = People.newAddress();
        register(People.form(email)).expect(201);
        ApiClient.Answer again =
                register(People.form(email.toUpperCase(Locale.ROOT))).expect(409);
        assertThat(again.error()).isEqualTo("User already exists");
        assertThat(again.json().path("detail").asText()).isEqualTo("User with email '" + email + "' already exists");
    }

    @Test
    void ofManyWhoRegisterAnAddressAtOnceOneGetsIt() throws Exception {
        String email = People.newAddress();
        List<Callable<Integer>> attempts = IntStream.range(0, 12)
                .<Callable<Integer>>mapToObj(
                        i -> () -> register(People.form(email)).status())
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = threads.invokeAll(attempts).stream()
                    .map(future -> future.resultNow())
                    .sorted()
                    .toList();
            assertThat(statuses).startsWith(201).hasSize(12);
            assertThat(statuses.subList(1, 12)).containsOnly(409);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "operator"})
    void nobodyMakesThemselvesAnAdminOrOperator(String role) {
        Map<String, Object> form = People.form(People.newAddress());
        form.put("role", role);
        assertThat(register(form).expect(400).error()).contains("role");
    }

    @ParameterizedTest
    @CsvSource({
        "email,not-an-address",
        "email,a@b",
        "email,''",
        "password,1234567",
        "full_name,''",
        "full_name,'   '",
        "phone,12345",
        "phone,call me maybe",
        "phone,+60123456789012345",
        "role,king"
    })
    void whatCannotBeIsRefusedInWords(String field, String value) {
        Map<String, Object> form = People.form(People.newAddress());
        form.put(field, value);
        assertThat(register(form).expect(400).error()).contains(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "password", "full_name", "role"})
    void whatIsMissingIsNamed(String field) {
        Map<String, Object> form = People.form(People.newAddress());
        form.remove(field);
        assertThat(register(form).expect(400).error()).isEqualTo(field + " is required");
    }

    @Test
    void aNameMayHave255CharactersButNoMore() {
        Map<String, Object> form = People.form(People.newAddress());
        form.put("full_name", "\uD83D\uDC36".repeat(255));
        register(form).expect(201);
        form = People.form(People.newAddress());
        form.put("full_name", "a".repeat(256));
        register(form).expect(400);
    }

    @Test
    void aFirstPetAndAReferralAreKeptWithTheAccount() {
        Map<String, Object> form = People.form(People.newAddress());
        form.put("first_pet", Map.of("pet_type", "cat", "name", " Mochi ", "weight_kg", 4.2));
        form.put("referral_code", "REF-12ab34cd");
        People.Person owner = People.Person.of(register(form).expect(201).data());
        Sql sql = new Sql(service.environment());
        assertThat(sql.one("select concat(first_pet->>'name', first_pet->>'pet_type', first_pet->>'weight_kg')"
                        + " from account where id = '" + owner.id() + "'"))
                .isEqualTo("Mochicat4.2");
        assertThat(sql.one("select referral_code from account where id = '" + owner.id() + "'"))
                .isEqualTo("REF-12ab34cd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"pet_type\":\"dragon\",\"name\":\"\",\"weight_kg\":-1}",
                "{\"pet_type\":null,\"name\":null,\"weight_kg\":null}",
                "{\"surprise\":[1,2,3]}",
                "{\"name\":\"Mo\\u0000chi\\ud800\"}",
                "{\"pet_type\":[],\"name\":7,\"weight_kg\":\"4.2\"}",
                "\"Mochi\"",
                "[1,2]"
            })
    void aFirstPetOfNoSenseDoesNotStopARegistration(String pet) {
        service.client()
                .post(
                        "/api/v1/auth/register",
                        "{\"email\":\"%s\",\"password\":\"correct horse\",\"full_name\":\"A\",\"role\":\"owner\",\"first_pet\":%s}"
                                .formatted(People.newAddress(), pet))
                .expect(201);
    }

    @Test
    void passwordsAreStoredAsHashesOnly() {
        People.Person person = people.register();
        Sql sql = new Sql(service.environment());
        assertThat(sql.one("select password_hash from account where id = '" + person.id() + "'"))
                .startsWith("$2b$04$");
        assertThat(sql.one("select count(*) from refresh_token where encode(token_hash, 'escape') like '%eyJ%'"))
                .isEqualTo("0");
    }
}
