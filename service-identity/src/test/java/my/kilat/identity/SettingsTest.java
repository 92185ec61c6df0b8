package my.kilat.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import my.kilat.identity.domain.Lockout;
import my.kilat.identity.token.KeySource;
import my.kilat.platform.net.Address;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static IdentitySettings read(Map<String, String> variables) {
        return IdentitySettings.from(Environment.of(variables));
    }

    private static void refused(Map<String, String> variables, String sentence) {
        assertThatThrownBy(() -> read(variables))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void theDefaults() {
        IdentitySettings settings = read(Map.of());
        assertThat(settings.keys()).isInstanceOf(KeySource.Made.class);
        assertThat(settings.accessExpiry()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.refreshExpiry()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.refreshGrace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.bcryptCost()).isEqualTo(10);
        assertThat(settings.hashingThreads()).isEqualTo(2);
        assertThat(settings.hashingQueue()).isEqualTo(64);
        assertThat(settings.lockouts().ofClient())
                .isEqualTo(new Lockout(5, Duration.ofMinutes(15), Duration.ofMinutes(15)));
        assertThat(settings.lockouts().ofAccount())
                .isEqualTo(new Lockout(100, Duration.ofMinutes(15), Duration.ofMinutes(15)));
        assertThat(settings.announceAgain()).isEqualTo(Duration.ofHours(24));
        for (String inside : List.of("127.0.0.1", "::1", "10.1.2.3", "172.18.0.5", "192.168.0.7", "fd00::1")) {
            assertThat(settings.gateways().hold(Objects.requireNonNull(Address.parse(inside))))
                    .as(inside)
                    .isTrue();
        }
        assertThat(settings.gateways().hold(Objects.requireNonNull(Address.parse("203.0.113.7"))))
                .isFalse();
        assertThat(settings.forgetEvery()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.development()).isTrue();
    }

    @Test
    void outsideDevelopmentAKeyOrASecretHasToBeGiven() {
        refused(
                Map.of("APP_ENV", "production"),
                "there is no key to sign tokens with; set JWT_PRIVATE_KEY_FILE or JWT_PRIVATE_KEY");
        refused(Map.of("APP_ENV", "production", "JWT_SECRET", "  "), "there is no key to sign tokens with");
        assertThat(read(Map.of("APP_ENV", "production", "JWT_SECRET", SECRET)).keys())
                .isEqualTo(new KeySource.Shared(SECRET))
                .asString()
                .doesNotContain(SECRET);
    }

    @Test
    void aKeyThatCannotSignIsRefused() throws Exception {
        refused(Map.of("JWT_PRIVATE_KEY", "secret"), "JWT_PRIVATE_KEY holds no private key in PEM");
        refused(
                Map.of("JWT_PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"),
                "JWT_PRIVATE_KEY holds a key that is damaged, or not RSA");
        refused(
                Map.of("JWT_PRIVATE_KEY", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"),
                "openssl pkcs8 -topk8 -nocrypt");
        refused(Map.of("JWT_PRIVATE_KEY_FILE", "/nowhere/key.pem"), "JWT_PRIVATE_KEY_FILE is \"/nowhere/key.pem\"");
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        refused(
                Map.of(
                        "JWT_PRIVATE_KEY",
                        "-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getEncoder()
                                        .encodeToString(small.generateKeyPair()
                                                .getPrivate()
                                                .getEncoded())
                                + "\n-----END PRIVATE KEY-----"),
                "1024 bits; RS256 needs 2048");
    }

    @Test
    void theLimitOfAnAccountIsNeverBelowThatOfOneNetworkAddress() {
        refused(Map.of("LOGIN_FAILURES", "10", "LOGIN_FAILURES_PER_ACCOUNT", "9"), "LOGIN_FAILURES_PER_ACCOUNT");
        assertThat(read(Map.of("LOGIN_FAILURES", "500")).lockouts().ofAccount().failures())
                .isEqualTo(500);
        refused(Map.of("TRUSTED_GATEWAYS", "gateway"), "TRUSTED_GATEWAYS");
    }

    @Test
    void weakHashesAreForDevelopmentOnly() {
        assertThat(read(Map.of("BCRYPT_COST", "4")).bcryptCost()).isEqualTo(4);
        refused(Map.of("APP_ENV", "production", "JWT_SECRET", SECRET, "BCRYPT_COST", "9"), "BCRYPT_COST");
        refused(Map.of("BCRYPT_COST", "3"), "BCRYPT_COST");
    }

    @Test
    void lifetimesHaveToMakeSense() {
        refused(Map.of("JWT_ACCESS_EXPIRY", "0s"), "JWT_ACCESS_EXPIRY is less than a second");
        refused(Map.of("JWT_ACCESS_EXPIRY", "soon"), "JWT_ACCESS_EXPIRY");
        refused(Map.of("JWT_ACCESS_EXPIRY", "2h", "JWT_REFRESH_EXPIRY", "1h"), "JWT_REFRESH_EXPIRY is shorter");
    }
}
