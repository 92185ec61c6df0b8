package my.kilat.console.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import my.kilat.console.domain.Secret;
import my.kilat.console.domain.Tokens;
import my.kilat.console.store.SessionRows;
import my.kilat.contract.identity.Role;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;
import my.kilat.platform.security.InvalidTokenException;
import my.kilat.platform.security.Sealed;
import my.kilat.platform.security.TokenVerifier;

/**
 * The sessions of browsers. Each holds the tokens of its account; the access token is verified with every request and renewed when
 * it is about to expire. So whoever is banned, logs out elsewhere or loses the role is out here as soon as in every other service.
 */
public final class Sessions {
    private static final Duration RENEWED_BEFORE = Duration.ofSeconds(60);
    private static final Duration LINK_LIFE = Duration.ofMinutes(10);
    private static final String ENDED = "the session has ended; log in again";

    /** The administrator that every development platform has. */
    private static final String DEVELOPMENT_EMAIL = "admin.test@kilat.my";

    private static final String DEVELOPMENT_PASSWORD = "TestAdmin123!";

    private final SessionRows rows;
    private final Identity identity;
    private final TokenVerifier verifier;
    private final InstantSource clock;
    private final Duration life;
    private final List<Consumer<Secret>> ended = new CopyOnWriteArrayList<>();

    /**
     * Sessions.
     *
     * @param life how long one lasts at most
     */
    public Sessions(SessionRows rows, Identity identity, TokenVerifier verifier, InstantSource clock, Duration life) {
        this.rows = rows;
        this.identity = identity;
        this.verifier = verifier;
        this.clock = clock;
        this.life = life;
    }

    /**
     * Who is there, and the token to act in their name.
     *
     * @param accessToken for other services
     */
    public record Open(Caller caller, String accessToken) {
        /** Without what must not stand in a log. */
        @Override
        public String toString() {
            return "Open[" + caller + "]";
        }
    }

    /**
     * Opens a session with a password.
     *
     * @throws Failure.Unauthenticated if it is wrong
     * @throws Failure.NotAllowed if the account may not use the console
     */
    public Secret logIn(String email, String password, Optional<String> address) {
        return open(identity.logIn(email, password, address));
    }

    /** Makes a link that logs in as the administrator of a development platform, once and within ten minutes. */
    public Secret makeLink() {
        Secret token = Secret.next();
        Instant now = clock.instant();
        rows.addLink(token, now, now.plus(LINK_LIFE));
        return token;
    }

    /**
     * Opens a session with a link.
     *
     * @throws Failure.Unauthenticated if it has been used or has expired
     */
    public Secret useLink(Secret token) {
        if (!rows.useLink(token, clock.instant())) {
            throw new Failure.Unauthenticated("this link has been used or has expired; ./kilat console makes another");
        }
        return open(identity.logIn(DEVELOPMENT_EMAIL, DEVELOPMENT_PASSWORD, Optional.empty()));
    }

    private Secret open(Tokens tokens) {
        requireRole(verified(tokens));
        Secret secret = Secret.next();
        Instant now = clock.instant();
        rows.add(secret, sealed(tokens, secret), now, now.plus(life));
        return secret;
    }

    /**
     * Finds the session of a cookie.
     *
     * @throws Failure.Unauthenticated if there is none, or it has ended
     * @throws Failure.NotAllowed if its account may not use the console any more
     */
    public Open find(Secret secret) {
        Tokens tokens = rows.find(secret, clock.instant())
                .flatMap(stored -> opened(stored, secret))
                .orElseThrow(() -> new Failure.Unauthenticated(ENDED));
        Caller caller;
        try {
            caller = verifier.verify(tokens.access());
        } catch (InvalidTokenException e) {
            return renewed(secret, tokens);
        }
        if (caller.expires().isBefore(clock.instant().plus(RENEWED_BEFORE))) {
            return renewed(secret, tokens);
        }
        requireRole(caller);
        return new Open(caller, tokens.access());
    }

    /** Several requests may do so at once: identity gives them the same pair. */
    private Open renewed(Secret secret, Tokens old) {
        Optional<Tokens> next = identity.refresh(old);
        if (next.isEmpty()) {
            end(secret);
            throw new Failure.Unauthenticated(ENDED);
        }
        Caller caller = verified(next.get());
        requireRole(caller);
        rows.replace(secret, sealed(next.get(), secret));
        return new Open(caller, next.get().access());
    }

    private Caller verified(Tokens tokens) {
        try {
            return verifier.verify(tokens.access());
        } catch (InvalidTokenException e) {
            throw new Failure.Unauthenticated(ENDED);
        }
    }

    private static boolean mayLook(Caller caller) {
        return caller.role() == Role.ADMIN || caller.role() == Role.OPERATOR;
    }

    private static void requireRole(Caller caller) {
        if (!mayLook(caller)) {
            throw new Failure.NotAllowed("this account may not use the console");
        }
    }

    /**
     * Whether a session goes on, with an access token that has neither expired nor been revoked. Unlike {@link #find} it renews
     * nothing, and so asks nobody but the database.
     */
    public boolean isOpen(Secret secret) {
        Optional<Tokens> tokens = rows.find(secret, clock.instant()).flatMap(stored -> opened(stored, secret));
        try {
            return tokens.isPresent() && mayLook(verifier.verify(tokens.get().access()));
        } catch (InvalidTokenException e) {
            return false;
        }
    }

    /** Ends a session. */
    public void end(Secret secret) {
        rows.remove(secret);
        ended.forEach(listener -> listener.accept(secret));
    }

    /** Has somebody told of each session that ends here by {@link #end}. */
    public void whenEnded(Consumer<Secret> listener) {
        ended.add(listener);
    }

    private static byte[] sealed(Tokens tokens, Secret secret) {
        String text = tokens.access() + "\n" + tokens.refresh();
        return Sealed.of(text.getBytes(StandardCharsets.US_ASCII), secret.key()).bytes();
    }

    private static Optional<Tokens> opened(byte[] stored, Secret secret) {
        return Sealed.stored(stored).open(secret.key()).map(text -> {
            String[] parts = new String(text, StandardCharsets.US_ASCII).split("\n", 2);
            return new Tokens(parts[0], parts[1]);
        });
    }
}
