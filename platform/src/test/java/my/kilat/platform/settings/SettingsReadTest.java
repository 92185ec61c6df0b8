package my.kilat.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings are shown as they are in force, and no secret with them. */
class SettingsReadTest {
    private static Setting only(Environment environment, String name) {
        List<Setting> found = environment.settings().stream()
                .filter(setting -> setting.name().equals(name))
                .toList();
        assertThat(found).as(name).hasSize(1);
        return found.getFirst();
    }

    @Test
    void whatWasReadIsShownWithItsSource() {
        Environment environment = Environment.of(Map.of("PORT", "80", "NEVER_READ", "x"));
        environment.integer("PORT", 8001, 1, 65_535);
        environment.duration("WAIT", Duration.ofMinutes(90));
        environment.flag("ON", true);
        environment.optional("DB_HOST");
        assertThat(environment.settings())
                .containsExactly(
                        new Setting("DB_HOST", null, "unset", false),
                        new Setting("ON", "true", "default", false),
                        new Setting("PORT", "80", "environment", false),
                        new Setting("WAIT", "90m", "default", false));
    }

    @Test
    void durationsAreShownAsTheyAreWritten() {
        Map.of("1500ms", 1_500L, "45s", 45_000L, "2m", 120_000L, "12h", 43_200_000L, "7d", 604_800_000L, "0ms", 0L)
                .forEach((written, millis) -> {
                    Environment environment = Environment.of(Map.of());
                    environment.duration("D", Duration.ofMillis(millis));
                    assertThat(only(environment, "D").value()).isEqualTo(written);
                    assertThat(Environment.of(Map.of("D", written)).duration("D", Duration.ZERO))
                            .isEqualTo(Duration.ofMillis(millis));
                });
    }

    @Test
    void aSecretIsNotShownInWhateverOtherWayItIsReadAsWell() {
        Environment environment =
                Environment.of(Map.of("DB_USER", "kilat", "SMTP_PASSWORD", "hidden", "DB_PASSWORD", "p"));
        environment.text("SMTP_PASSWORD");
        environment.secret("DB_PASSWORD", "kilat");
        environment.text("DB_PASSWORD", "kilat");
        environment.secret("DB_USER", "x");
        environment.secret("UNSET_SECRET", "the default is a secret as well");
        assertThat(environment.settings())
                .filteredOn(setting -> !setting.name().equals("APP_ENV"))
                .containsExactly(
                        new Setting("DB_PASSWORD", null, "environment", true),
                        new Setting("DB_USER", null, "environment", true),
                        new Setting("SMTP_PASSWORD", null, "environment", true),
                        new Setting("UNSET_SECRET", null, "default", true));
    }

    @Test
    void aTextThatNobodyHasCalledHarmlessIsNotShown() {
        Environment environment = Environment.of(Map.of("LOG_LEVEL", "debug", "NEW_TEXT", "who knows"));
        environment.text("NEW_TEXT");
        environment.list("NEW_LIST", List.of("who", "knows"));
        environment.text("LOG_LEVEL");
        assertThat(environment.settings())
                .containsExactly(
                        new Setting("LOG_LEVEL", "debug", "environment", false),
                        new Setting("NEW_LIST", null, "default", true),
                        new Setting("NEW_TEXT", null, "environment", true));
    }

    @Test
    void credentialsWithinAnAddressAreLeftOut() {
        Environment environment = Environment.of(Map.of(
                "ROUTING_URL", "https://user:secret@roads.example",
                "JWKS_URL", "https://keys.example/jwks?key=secret"));
        environment.address("ROUTING_URL", "http://localhost");
        environment.text("JWKS_URL");
        assertThat(only(environment, "ROUTING_URL").value()).isEqualTo("https://***@roads.example");
        assertThat(only(environment, "JWKS_URL").value()).isEqualTo("https://keys.example/jwks?***");
    }

    @Test
    void anEnvironmentThatWasMadeOfAnotherShowsItsOwn() {
        Environment first = Environment.of(Map.of());
        Environment second = first.with("PORT", "9");
        second.integer("PORT", 1, 1, 10);
        assertThat(first.settings()).isEmpty();
        assertThat(second.settings()).hasSize(1);
    }

    @Test
    void noMoreThanABoundedNumberIsKept() {
        Environment environment = Environment.of(Map.of());
        for (int i = 0; i < 2_000; i++) {
            environment.flag("FLAG_" + i, true);
        }
        assertThat(environment.settings()).hasSize(500);
    }
}
