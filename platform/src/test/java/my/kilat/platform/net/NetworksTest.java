package my.kilat.platform.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;

class NetworksTest {
    @Test
    void addressesAreReadAsTheyAreWritten() {
        assertThat(Address.parse("1.2.3.4:80")).isEqualTo(Address.parse(" 1.2.3.4 "));
        assertThat(Address.parse("[::1]:80")).isEqualTo(Address.parse("::1"));
        assertThat(Address.parse("::ffff:1.2.3.4").isIpv4()).isTrue();
        for (String bad : List.of("", "localhost", "1.2.3", "256.1.1.1", "unknown", "_hidden", "[::1", "1.2.3.4.5")) {
            assertThat(Address.parse(bad)).as(bad).isNull();
        }
    }

    @Test
    void networksHoldWhatLiesInThem() {
        Networks networks = Networks.parse("X", List.of("10.0.0.0/8", "192.0.2.7", "2001:db8::/32"));
        assertThat(networks.hold(Address.parse("10.255.0.1"))).isTrue();
        assertThat(networks.hold(Address.parse("11.0.0.1"))).isFalse();
        assertThat(networks.hold(Address.parse("192.0.2.7"))).isTrue();
        assertThat(networks.hold(Address.parse("192.0.2.8"))).isFalse();
        assertThat(networks.hold(Address.parse("2001:db8:ffff::1"))).isTrue();
        assertThat(networks.hold(Address.parse("2001:db9::1"))).isFalse();
        assertThatThrownBy(() -> Networks.parse("TRUSTED_PROXIES", List.of("10.0.0.0/33")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("TRUSTED_PROXIES");
    }

    @Test
    void callersAreToldApartByTheirAddressOrTheirIpv6Network() {
        assertThat(Address.parse("1.2.3.4").caller())
                .isEqualTo(Address.parse("::ffff:1.2.3.4").caller());
        assertThat(Address.parse("2001:db8:0:1::1").caller())
                .isEqualTo(Address.parse("2001:db8:0:1:ffff::2").caller())
                .isNotEqualTo(Address.parse("2001:db8:0:2::1").caller());
    }
}
