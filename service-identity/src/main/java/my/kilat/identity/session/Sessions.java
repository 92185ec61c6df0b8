package my.kilat.identity.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.RefreshToken.Use;
import my.kilat.identity.token.TokenPair;
import my.kilat.identity.token.Tokens;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps somebody logged in. A refresh token is used up when it buys the next pair. Within a grace it gives the same
 * pair again, for tabs and phones that ask twice; shown later still, it must have been copied, and the session it
 * belongs to ends.
 */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Database database;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Duration grace;

    public Sessions(Database database, Tokens tokens, InstantSource clock, Duration grace) {
        this.database = database;
        this.tokens = tokens;
        this.clock = clock;
        this.grace = grace;
    }

    /** Opens a session with its first pair, within the transaction that lets somebody in. */
    public SignedIn open(Tx tx, Account account, TokenPair first) {
        SessionRows.open(tx, account.id(), first, clock.instant());
        return new SignedIn(account, first.access(), first.refresh());
    }

    /**
     * Gives the next pair for a refresh token.
     *
     * @throws Failure.Unauthenticated if it is not one of ours, or worth nothing any more
     * @throws Failure.NotAllowed if its account is banned
     */
    public SignedIn refresh(String shown) {
        Tokens.Refresh claims = tokens.readRefresh(shown);
        if (!claims.expires().isAfter(clock.instant())) {
            throw over();
        }
        SessionRows.Known known = database.read(handle -> SessionRows.find(handle, claims.id()))
                .filter(found -> found.isOf(shown))
                .orElseThrow(Sessions::unknown);
        if (known.account().banned()) {
            throw new Failure.NotAllowed("this account is banned");
        }
        return switch (known.token().shown(clock.instant(), grace)) {
            case ROTATE -> rotate(known, shown);
            case REPEAT -> repeat(known, shown);
            case STOLEN -> throw end(known);
            case OVER -> throw over();
        };
    }

    /** The next pair is signed before the lock is taken; whoever comes second has no use for theirs. */
    private SignedIn rotate(SessionRows.Known known, String shown) {
        TokenPair next = tokens.write(known.account());
        byte[] sealed = SealedPair.seal(new SealedPair.Pair(next.access(), next.refresh()), shown);
        Instant now = clock.instant();
        SessionRows.Known locked = database.transact(tx -> {
            SessionRows.Known found = SessionRows.lock(tx, known.id()).orElseThrow(Sessions::unknown);
            if (found.token().shown(now, grace) == Use.ROTATE) {
                SessionRows.rotate(tx, found, next, sealed, now);
            }
            return found;
        });
        return switch (locked.token().shown(now, grace)) {
            case ROTATE -> new SignedIn(known.account(), next.access(), next.refresh());
            case REPEAT -> repeat(locked, shown);
            case STOLEN -> throw end(locked);
            case OVER -> throw over();
        };
    }

    private static SignedIn repeat(SessionRows.Known known, String shown) {
        if (known.sealed() == null) {
            throw over();
        }
        SealedPair.Pair again = SealedPair.open(known.sealed(), shown);
        return new SignedIn(known.account(), again.access(), again.refresh());
    }

    private Failure end(SessionRows.Known stolen) {
        database.run(tx -> SessionRows.revoke(tx, stolen.session(), clock.instant()));
        LOG.warn(
                "a refresh token of account {} was used again after its grace: its session {} is revoked",
                stolen.account().id(),
                stolen.session());
        return over();
    }

    private static Failure over() {
        return new Failure.Unauthenticated("refresh token is expired or revoked");
    }

    private static Failure unknown() {
        return new Failure.Unauthenticated("refresh token not found");
    }

    /** Ends every session of an account. */
    public void endAll(Tx tx, UUID account) {
        SessionRows.revokeAll(tx, account, clock.instant());
    }

    /** Forgets what has expired, and pairs that nobody may ask for again. */
    public void forgetOld() {
        Instant now = clock.instant();
        database.run(tx -> SessionRows.forget(tx, now, now.minus(grace)));
    }
}
