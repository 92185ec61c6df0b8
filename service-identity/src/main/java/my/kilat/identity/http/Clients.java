package my.kilat.identity.http;

import java.util.Optional;
import my.kilat.identity.domain.Client;
import my.kilat.platform.http.Call;
import my.kilat.platform.net.Address;
import my.kilat.platform.net.Networks;

/**
 * Where calls come from. The gateway says it, in a header that it takes from nobody else; so the header counts only if the
 * connection comes from where gateways are, and otherwise the other end of the connection does.
 *
 * @param gateways the networks in which gateways are
 */
public record Clients(Networks gateways) {
    /** Who sent a call. */
    public Client of(Call call) {
        Address peer = Address.parse(call.peer());
        if (peer == null) {
            return new Client("");
        }
        Optional<Address> told = gateways.hold(peer) ? call.header("X-Real-IP").map(Address::parse) : Optional.empty();
        return new Client(told.orElse(peer).caller());
    }
}
