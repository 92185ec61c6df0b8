package my.kilat.identity.http;

import my.kilat.contract.identity.AuthResult;
import my.kilat.identity.domain.SignedIn;
import my.kilat.platform.http.Reply;

/** The response to a login: an account and its new pair of tokens, not to be cached. */
public final class SignedInView {
    private SignedInView() {}

    /** 200 with the pair. */
    public static Reply ok(SignedIn who) {
        return uncached(Reply.ok(result(who)));
    }

    /** 201 with the pair. */
    public static Reply created(SignedIn who) {
        return uncached(Reply.created(result(who)));
    }

    private static AuthResult result(SignedIn who) {
        return new AuthResult(who.access(), who.refresh(), UserView.of(who.account()));
    }

    private static Reply uncached(Reply reply) {
        return reply.with("Cache-Control", "no-store");
    }
}
