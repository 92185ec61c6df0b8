package my.kilat.identity.session;

import my.kilat.contract.identity.AuthResult;
import my.kilat.identity.account.ProfileEndpoints;
import my.kilat.platform.http.Reply;

/** Somebody with a new pair of tokens, as answers show it; no cache keeps it. */
public final class SignedInReply {
    private SignedInReply() {}

    /** 200 with the pair. */
    public static Reply ok(SignedIn who) {
        return uncached(Reply.ok(result(who)));
    }

    /** 201 with the pair. */
    public static Reply created(SignedIn who) {
        return uncached(Reply.created(result(who)));
    }

    private static AuthResult result(SignedIn who) {
        return new AuthResult(who.access(), who.refresh(), ProfileEndpoints.user(who.account()));
    }

    private static Reply uncached(Reply reply) {
        return reply.with("Cache-Control", "no-store");
    }
}
