package my.kilat.console.upstream;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** The addresses of several instances that one name stands for. */
public final class Addresses {
    private static final int MOST = 16;

    private Addresses() {}

    /**
     * One for each instance, at most 16; the address itself if its name stands for one, or for this machine; none if nobody knows
     * the name now.
     */
    public static List<URI> of(URI address) {
        try {
            InetAddress[] found = InetAddress.getAllByName(address.getHost());
            if (found.length == 1 || Arrays.stream(found).allMatch(InetAddress::isLoopbackAddress)) {
                return List.of(address);
            }
            return Arrays.stream(found)
                    .limit(MOST)
                    .map(instance -> at(address, instance))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static URI at(URI address, InetAddress instance) {
        try {
            return new URI(address.getScheme(), null, instance.getHostAddress(), address.getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
