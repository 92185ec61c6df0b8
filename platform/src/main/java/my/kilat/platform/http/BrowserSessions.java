package my.kilat.platform.http;

import io.vertx.core.MultiMap;
import java.util.Optional;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;

/**
 * Says whose session a request of a browser belongs to. A service has one if the contract lists operations of it whose
 * {@code security} is {@code session}: a cookie rather than an access token.
 */
@FunctionalInterface
public interface BrowserSessions {
    /**
     * The holder of the session.
     *
     * @throws Failure.Unauthenticated if there is no session, or it has ended
     * @throws Failure.NotAllowed if another site had the browser send the request
     */
    Caller callerOf(Head head);

    /**
     * The head of a request.
     *
     * @param method in capitals
     */
    record Head(String method, MultiMap headers) {
        /** A header. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** A cookie; the first of that name counts. */
        public Optional<String> cookie(String name) {
            return Cookies.find(headers, name);
        }
    }

    /** For services without such operations. */
    static BrowserSessions none() {
        return _ -> {
            throw new Failure.Unauthenticated("there are no sessions here");
        };
    }
}
