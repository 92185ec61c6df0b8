package my.kilat.identity.token;

import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** The public keys with which tokens are verified, over HTTP. */
public final class KeyEndpoints implements Endpoints {
    private final TokenKeys keys;

    public KeyEndpoints(TokenKeys keys) {
        this.keys = keys;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("jwks", call -> Reply.json(200, keys.published()));
    }
}
