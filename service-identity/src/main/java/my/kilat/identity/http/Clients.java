package my.kilat.identity.http;

import java.util.Optional;
import my.kilat.identity.domain.Client;
import my.kilat.platform.http.Call;
import my.kilat.platform.net.Address;
import my.kilat.platform.net.Networks;

/**
 * Determines the network origin of a call. The gateway sends it in a header that it accepts from nobody else; so the header is
 * used only if the connection comes from a gateway's network, and the peer address otherwise.
 *
 * @param gateways the networks of the gateways
 */
public record Clients(Networks gateways) {
    /** The origin of a call. */
    public Client of(Call call) {
        Address peer = Address.parse(call.peer());
        if (peer == null) {
            return new Client("");
        }
        Optional<Address> told = gateways.hold(peer) ? call.header("X-Real-IP").map(Address::parse) : Optional.empty();
        return new Client(told.orElse(peer).caller());
    }
}
