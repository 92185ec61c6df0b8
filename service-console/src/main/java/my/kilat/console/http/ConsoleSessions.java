package my.kilat.console.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import my.kilat.console.audit.ServiceActs;
import my.kilat.console.domain.Secret;
import my.kilat.console.session.Sessions;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.BrowserSessions;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Reply;
import my.kilat.platform.security.Caller;

/** The cookie of a session, and what protects it from other sites. */
public final class ConsoleSessions implements BrowserSessions {
    private static final String COOKIE = "kilat_console";
    private static final String SITE = "Sec-Fetch-Site";

    private final Sessions sessions;
    private final String attributes;

    /**
     * @param secure whether the cookie is sent over TLS alone
     * @param seconds how long the browser keeps it
     */
    public ConsoleSessions(Sessions sessions, boolean secure, long seconds) {
        this.sessions = sessions;
        this.attributes =
                "; Path=/api/v1/console; HttpOnly; SameSite=Strict; Max-Age=" + seconds + (secure ? "; Secure" : "");
    }

    @Override
    public Caller callerOf(Head head) {
        requireOwnSite(head.header(SITE));
        Secret secret = head.cookie(COOKIE)
                .map(Secret::new)
                .orElseThrow(() -> new Failure.Unauthenticated("you are not logged in"));
        Sessions.Open open = sessions.find(secret);
        if (!head.method().equals("GET") && !isRight(head.header("X-CSRF-Token"), secret)) {
            throw new Failure.NotAllowed("the request does not come from a page of the console; load it again");
        }
        return open.caller();
    }

    private static boolean isRight(Optional<String> sent, Secret secret) {
        return sent.isPresent()
                && MessageDigest.isEqual(
                        sent.get().getBytes(StandardCharsets.UTF_8),
                        secret.csrfToken().getBytes(StandardCharsets.UTF_8));
    }

    /** Browsers say where a request comes from; a page of another site must not have one sent. */
    public void requireOwnSite(Optional<String> site) {
        if (site.filter(from -> !from.equals("same-origin") && !from.equals("none"))
                .isPresent()) {
            throw new Failure.NotAllowed("the request comes from another site");
        }
    }

    /** As {@link #requireOwnSite(Optional)}. */
    public void requireOwnSite(Call call) {
        requireOwnSite(call.header(SITE));
    }

    /** The secret of the session that a call was let in with. */
    public Secret secretOf(Call call) {
        return new Secret(call.cookie(COOKIE).orElseThrow(() -> new Failure.Unauthenticated("you are not logged in")));
    }

    /** Whoever calls, with what other services know them by. */
    public ServiceActs.Asker askerOf(Call call) {
        return new ServiceActs.Asker(
                call.caller(), "Bearer " + sessions.find(secretOf(call)).accessToken());
    }

    /** An answer that sets the cookie. */
    public Reply begin(Secret secret) {
        return Reply.message("logged in").with("Set-Cookie", COOKIE + "=" + secret.text() + attributes);
    }

    /** An answer that removes it. */
    public Reply end() {
        return Reply.message("logged out")
                .with("Set-Cookie", COOKIE + "=; Path=/api/v1/console; HttpOnly; SameSite=Strict; Max-Age=0");
    }
}
