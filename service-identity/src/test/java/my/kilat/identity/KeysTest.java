package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import my.kilat.contract.identity.Role;
import my.kilat.identity.People.Person;
import my.kilat.local.FreePort;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.security.InvalidTokenException;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.security.TokenVerifier;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RS256: identity alone can sign, everybody can verify. */
class KeysTest {
    private static final String JWKS = "/.well-known/jwks.json";

    private static Environment rs256(Map<String, String> more) {
        return TestService.environment(
                        false,
                        Map.of(
                                "JWT_SECRET", "",
                                "SERVICE_PORT", Integer.toString(FreePort.next()),
                                "BCRYPT_COST", "4"))
                .with(more);
    }

    private static TestService start(Environment environment) {
        return TestService.start(environment, new IdentityService());
    }

    /** As any other service verifies. */
    private static TokenVerifier verifier(TestService service, InstantSource clock) {
        Environment other =
                Environment.of(Map.of("JWKS_URL", "http://127.0.0.1:" + service.port() + JWKS, "JWKS_REFRESH", "1s"));
        return new TokenVerifier(TokenSettings.from(other), HttpClient.newHttpClient(), clock);
    }

    private static List<String> published(TestService service) {
        List<String> ids = new ArrayList<>();
        service.client()
                .get(JWKS)
                .expect(200)
                .json()
                .path("keys")
                .forEach(key -> ids.add(key.path("kid").asText()));
        return ids;
    }

    private static String pem() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void othersVerifyByThePublishedKey() throws InvalidTokenException {
        try (TestService service = start(rs256(Map.of()))) {
            People people = new People(service);
            Person person = people.register();
            JsonNode key =
                    service.client().get(JWKS).expect(200).json().path("keys").path(0);
            assertThat(key.has("d")).isFalse();
            assertThat(People.header(person.access()).path("alg").asText()).isEqualTo("RS256");
            assertThat(People.header(person.access()).path("kid").asText())
                    .isEqualTo(key.path("kid").asText());
            var caller = verifier(service, service.clock()).verify(person.access());
            assertThat(caller.userId()).isEqualTo(person.id());
            assertThat(caller.role()).isEqualTo(Role.OWNER);
            assertThat(caller.email()).isEqualTo(person.email());
            assertThat(caller.name()).isEqualTo("Aisyah Rahman");
            assertThatThrownBy(() -> verifier(service, service.clock()).verify(person.refresh()))
                    .isInstanceOf(InvalidTokenException.class);
            people.as(person).get("/api/v1/auth/profile").expect(200);
            Person next = Person.of(people.refresh(person.refresh()).expect(200).data());
            people.as(next).post("/api/v1/auth/logout").expect(200);
            people.refresh(next.refresh()).expect(401);
        }
    }

    @Test
    void withASharedSecretNothingIsPublished() {
        try (TestService service = TestService.start(false, Map.of("BCRYPT_COST", "4"), new IdentityService())) {
            assertThat(service.client().get(JWKS).expect(200).text()).isEqualTo("{\"keys\":[]}");
            assertThat(People.header(new People(service).register().access())
                            .path("alg")
                            .asText())
                    .isEqualTo("HS256");
        }
    }

    @Test
    void aKeyThatWasMadeOutlivesARestart() {
        Environment environment = rs256(Map.of());
        Person person;
        List<String> before;
        try (TestService service = start(environment)) {
            person = new People(service).register();
            before = published(service);
        }
        try (TestService service = start(environment)) {
            assertThat(published(service)).isEqualTo(before).hasSize(1);
            new People(service).as(person).get("/api/v1/auth/profile").expect(200);
            new People(service).refresh(person.refresh()).expect(200);
        }
    }

    @Test
    void instancesThatStartTogetherAgreeOnOneKey() throws Exception {
        Environment first = rs256(Map.of());
        Environment second = first.with("SERVICE_PORT", Integer.toString(FreePort.next()));
        Environment third = first.with("SERVICE_PORT", Integer.toString(FreePort.next()));
        List<Callable<TestService>> starts = List.of(() -> start(first), () -> start(second), () -> start(third));
        try (var threads = Executors.newFixedThreadPool(starts.size())) {
            List<TestService> services = new ArrayList<>();
            for (var started : threads.invokeAll(starts)) {
                services.add(started.get());
            }
            try {
                assertThat(services.stream().map(KeysTest::published).distinct())
                        .hasSize(1);
                Person person = new People(services.get(0)).register();
                new People(services.get(1))
                        .as(person)
                        .get("/api/v1/auth/profile")
                        .expect(200);
                new People(services.get(2)).refresh(person.refresh()).expect(200);
            } finally {
                services.forEach(TestService::close);
            }
        }
    }

    @Test
    void anotherKeyTakesOverAndTheOldOnesTokensLiveOut() throws Exception {
        Environment environment = rs256(Map.of("JWT_PRIVATE_KEY", pem()));
        Person person;
        String old;
        try (TestService service = start(environment)) {
            person = new People(service).register();
            old = published(service).getFirst();
        }
        try (TestService service = start(environment.with("JWT_PRIVATE_KEY", pem()))) {
            People people = new People(service);
            assertThat(published(service)).hasSize(2).contains(old);
            people.as(person).get("/api/v1/auth/profile").expect(200);
            verifier(service, service.clock()).verify(person.access());
            service.clock().advance(Duration.ofMinutes(20));
            assertThat(published(service)).hasSize(1).doesNotContain(old);
            Person next = Person.of(people.refresh(person.refresh()).expect(200).data());
            assertThat(People.header(next.access()).path("kid").asText())
                    .isEqualTo(published(service).getFirst());
        }
    }

    /** Taking a key from the table ends all its tokens, as long as no instance is started with it again. */
    @Test
    void aKeyThatIsTakenAwayVerifiesNothingMore() throws Exception {
        Environment environment = rs256(Map.of("JWT_PRIVATE_KEY", pem()));
        Person person;
        try (TestService service = start(environment)) {
            person = new People(service).register();
        }
        new Sql(environment).run("delete from signing_key");
        try (TestService service = start(environment.with("JWT_PRIVATE_KEY", pem()))) {
            new People(service).as(person).get("/api/v1/auth/profile").expect(401);
            new People(service).refresh(person.refresh()).expect(401);
        }
    }

    @Test
    void aKeyMayStandInAFileOrOnOneLine(@TempDir Path directory) throws GeneralSecurityException, IOException {
        String key = pem();
        Path file = Files.writeString(directory.resolve("key.pem"), key);
        List<String> kids;
        try (TestService service = start(rs256(Map.of("JWT_PRIVATE_KEY_FILE", file.toString())))) {
            kids = published(service);
        }
        try (TestService service =
                start(rs256(Map.of("JWT_PRIVATE_KEY", key.replace("\r", "").replace("\n", "\\n"))))) {
            assertThat(published(service)).isEqualTo(kids);
        }
    }

    @Test
    void theKeyItselfIsStoredOnlyWhenItWasMadeHere() throws GeneralSecurityException {
        Environment environment = rs256(Map.of("JWT_PRIVATE_KEY", pem()));
        try (TestService service = start(environment)) {
            assertThat(published(service)).hasSize(1);
            assertThat(new Sql(environment).one("select count(*) from signing_key where private_key is not null"))
                    .isEqualTo("0");
        }
    }

    @Test
    void hs256TokensDoNotPassForRs256() {
        try (TestService service = start(rs256(Map.of()))) {
            service.client(Role.ADMIN).get("/api/v1/auth/profile").expect(401);
        }
    }
}
