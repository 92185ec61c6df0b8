package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import my.kilat.identity.People.Person;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.ApiClient.Answer;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How somebody becomes an administrator or an operator, and how one is disabled. */
class StaffTest {
    private static final String PATH = "/internal/v1/people/";
    private static final String PASSWORD = "a long enough password";

    private static TestService service;
    private static People people;
    private static Sql sql;

    @BeforeAll
    static void start() {
        service = TestService.start(false, Map.of("BCRYPT_COST", "4"), new IdentityService());
        people = new People(service);
        sql = new Sql(service.environment());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static ApiClient calling(String name) {
        return service.client()
                .as(ServiceTokens.from(service.environment(), name, service.clock())
                        .tokenFor("identity"));
    }

    private static Answer ask(String path, Map<String, Object> body) {
        return calling("console").post(PATH + path, body);
    }

    /** A new administrator, who has logged in. */
    private static Person admin() {
        Person person = people.register();
        sql.run("update account set role = 'admin' where id = '" + person.id() + "'");
        return Person.of(
                people.login(person.email(), People.PASSWORD).expect(200).data());
    }

    private static Answer invite(Person by, String email, String role) {
        return ask("invite", Map.of("admin_id", by.id(), "email", email, "full_name", "Olga", "role", role));
    }

    private static String tokenFor(Person by, String email, String role) {
        return invite(by, email, role).expect(200).data().path("token").asText();
    }

    private static Answer accept(String token) {
        return ask("invitations/accept", Map.of("token", token, "password", PASSWORD));
    }

    private static Answer setDisabled(Person by, UUID user, boolean disabled) {
        return ask("disable", Map.of("admin_id", by.id(), "user_id", user, "disabled", disabled));
    }

    private static List<String> invited() {
        return ask("staff", Map.of()).expect(200).data().path("invitations").findValuesAsText("email");
    }

    @Test
    void onlyTheConsoleIsAnswered() {
        for (String path : List.of("staff", "invite", "invitations/withdraw", "invitations/accept", "disable")) {
            assertThat(calling("booking").post(PATH + path, Map.of()).status())
                    .as(path)
                    .isEqualTo(403);
            assertThat(people.as(admin()).post(PATH + path, Map.of()).status())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void whoeverIsInvitedChoosesAPasswordAndLogsIn() {
        String email = People.newAddress();
        Person admin = admin();
        String token = tokenFor(admin, " " + email.toUpperCase(java.util.Locale.ROOT), "operator");
        assertThat(invited()).contains(email);
        assertThat(sql.one("select count(*) from invitation where position('" + token
                        + "' in encode(token_hash, 'escape')) > 0"))
                .as("the token is stored nowhere")
                .isEqualTo("0");
        assertThat(accept(token).expect(200).data().path("role").asText()).isEqualTo("operator");
        JsonNode user = people.login(email, PASSWORD).expect(200).data().path("user");
        assertThat(user.path("role").asText()).isEqualTo("operator");
        assertThat(invited()).doesNotContain(email);
        assertThat(ask("staff", Map.of()).data().path("accounts").findValuesAsText("email"))
                .contains(email, admin.email());
    }

    @Test
    void anInvitationOfWhoeverIsDisabledMakesNothing() {
        Person admin = admin();
        Person gone = admin();
        String token = tokenFor(gone, People.newAddress(), "admin");
        String other = tokenFor(gone, People.newAddress(), "operator");
        sql.run("update account set role = 'owner' where id = '" + gone.id() + "'");
        assertThat(accept(other).status()).as("no administrator any more").isEqualTo(401);
        sql.run("update account set role = 'admin' where id = '" + gone.id() + "'");
        setDisabled(admin, gone.id(), true).expect(200);
        assertThat(accept(token).status()).isEqualTo(401);
        setDisabled(admin, gone.id(), false).expect(200);
        assertThat(accept(token).status()).as("withdrawn for good").isEqualTo(401);
    }

    @Test
    void anInvitationWorksOnceHoweverManyUseIt() throws Exception {
        String token = tokenFor(admin(), People.newAddress(), "admin");
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = IntStream.range(0, 8)
                    .mapToObj(_ -> many.submit(() -> accept(token)))
                    .toList();
            int made = 0;
            for (Future<Answer> answer : answers) {
                made += answer.get().status() == 200 ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        }
        assertThat(accept(token).status()).isEqualTo(401);
    }

    @Test
    void anInvitationThatWasReplacedOrWithdrawnOrHasExpiredMakesNothing() {
        Person admin = admin();
        String email = People.newAddress();
        String first = tokenFor(admin, email, "admin");
        String second = tokenFor(admin, email, "operator");
        assertThat(accept(first).status()).as("replaced").isEqualTo(401);
        String id = sql.one("select id from invitation where email = '" + email + "'");
        Map<String, Object> withdrawal = Map.of("admin_id", admin.id(), "invitation_id", id);
        assertThat(ask("invitations/withdraw", withdrawal)
                        .expect(200)
                        .data()
                        .path("message")
                        .asText())
                .isEqualTo(email + ": invited as operator before, not invited now");
        assertThat(ask("invitations/withdraw", withdrawal).status()).isEqualTo(404);
        assertThat(accept(second).status()).as("withdrawn").isEqualTo(401);
        String third = tokenFor(admin, email, "operator");
        service.clock().advance(Duration.ofDays(3));
        assertThat(accept(third).status()).as("expired").isEqualTo(401);
        assertThat(invited()).doesNotContain(email);
        assertThat(people.login(email, PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void anAddressThatHasAnAccountIsNotInvitedAndKeepsItsAccount() {
        Person owner = people.register();
        assertThat(invite(admin(), owner.email(), "admin").status()).isEqualTo(409);
        String email = People.newAddress();
        String token = tokenFor(admin(), email, "admin");
        service.client().post("/api/v1/auth/register", People.form(email)).expect(201);
        assertThat(accept(token).status()).as("registered meanwhile").isEqualTo(409);
        assertThat(people.login(email, People.PASSWORD)
                        .expect(200)
                        .data()
                        .path("user")
                        .path("role")
                        .asText())
                .isEqualTo("owner");
    }

    @Test
    void onlyAdministratorsWhoAreNotDisabledInviteAndDisable() {
        Person admin = admin();
        Person operator = admin();
        sql.run("update account set role = 'operator' where id = '" + operator.id() + "'");
        Person owner = people.register();
        for (Person other : List.of(operator, owner)) {
            assertThat(invite(other, People.newAddress(), "admin").status()).isEqualTo(403);
            assertThat(setDisabled(other, admin.id(), true).status()).isEqualTo(403);
        }
        assertThat(setDisabled(admin, owner.id(), true).status())
                .as("owners are not disabled here")
                .isEqualTo(404);
        assertThat(invite(admin, People.newAddress(), "owner").status()).isEqualTo(400);
    }

    @Test
    void disablingEndsTheSessionsAtOnceAndEnablingLetsInAgain() {
        Person admin = admin();
        Person other = admin();
        assertThat(setDisabled(admin, other.id(), true)
                        .expect(200)
                        .data()
                        .path("message")
                        .asText())
                .isEqualTo("admin " + other.email() + ": active before, disabled now");
        assertThat(people.as(other).get("/api/v1/auth/profile").status()).isEqualTo(401);
        assertThat(people.refresh(other.refresh()).status()).isIn(401, 403);
        assertThat(people.login(other.email(), People.PASSWORD).status()).isEqualTo(403);
        assertThat(invite(other, People.newAddress(), "admin").status()).isEqualTo(403);
        String since = sql.one("select banned_at from account where id = '" + other.id() + "'");
        setDisabled(admin, other.id(), true).expect(200);
        assertThat(sql.one("select banned_at from account where id = '" + other.id() + "'"))
                .as("disabling twice changes nothing")
                .isEqualTo(since);
        assertThat(setDisabled(admin, other.id(), false)
                        .expect(200)
                        .data()
                        .path("message")
                        .asText())
                .isEqualTo("admin " + other.email() + ": disabled before, active now");
        people.login(other.email(), People.PASSWORD).expect(200);
        assertThat(people.as(other).get("/api/v1/auth/profile").status())
                .as("the sessions of before stay ended")
                .isEqualTo(401);
    }

    @Test
    void nobodyDisablesTheirOwnAccount() {
        Person admin = admin();
        assertThat(setDisabled(admin, admin.id(), true).status()).isEqualTo(422);
        people.login(admin.email(), People.PASSWORD).expect(200);
    }

    /** Otherwise nobody could enable anybody any more. */
    @Test
    void ofAdministratorsWhoDisableEachOtherAtOnceOneStays() throws Exception {
        for (int round = 0; round < 10; round++) {
            Person one = admin();
            Person other = admin();
            try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Answer> first = both.submit(() -> setDisabled(one, other.id(), true));
                Future<Answer> second = both.submit(() -> setDisabled(other, one.id(), true));
                assertThat(List.of(first.get().status(), second.get().status())).containsExactlyInAnyOrder(200, 403);
            }
        }
    }
}
