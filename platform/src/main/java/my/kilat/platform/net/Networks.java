package my.kilat.platform.net;

import java.util.ArrayList;
import java.util.List;
import my.kilat.platform.settings.SettingsException;

/** A list of networks, such as those of trusted proxies. */
public final class Networks {
    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Parses addresses and networks such as {@code 10.0.0.0/8} or {@code ::1}.
     *
     * @param setting the setting that holds them, for the error message
     */
    public static Networks parse(String setting, List<String> texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            int slash = text.indexOf('/');
            Address address = Address.parse(slash < 0 ? text : text.substring(0, slash));
            int offset = address != null && address.isIpv4() ? 96 : 0;
            int bits = slash < 0 ? 128 : bits(text.substring(slash + 1)) + offset;
            if (address == null || bits < offset || bits > 128) {
                throw new SettingsException(
                        setting + " holds \"" + text + "\"; it has to be a list of networks such as 10.0.0.0/8, ::1");
            }
            networks.add(new Network(address.high(), address.low(), bits));
        }
        return new Networks(networks);
    }

    private static int bits(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1000;
    }

    /** Whether one of the networks contains an address. */
    public boolean hold(Address address) {
        for (Network network : networks) {
            if (network.holds(address)) {
                return true;
            }
        }
        return false;
    }

    private record Network(long high, long low, int bits) {
        boolean holds(Address address) {
            return same(high, address.high(), Math.min(bits, 64)) && same(low, address.low(), Math.max(bits - 64, 0));
        }

        private static boolean same(long a, long b, int bits) {
            return bits == 0 || (a ^ b) >>> (64 - bits) == 0;
        }
    }
}
