package my.kilat.identity.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import my.kilat.identity.account.DevelopmentAccounts;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.Client;
import my.kilat.identity.domain.RefreshToken.Decision;
import my.kilat.identity.domain.SignedIn;
import my.kilat.identity.domain.TokenPair;
import my.kilat.identity.store.Accounts;
import my.kilat.identity.store.KnownClients;
import my.kilat.identity.store.RefreshTokens;
import my.kilat.identity.token.Tokens;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions. A refresh token is used up when it is exchanged for the next pair. Within a grace period it returns the newest
 * pair that descends from it, for tabs and phones that send it twice; a token that is used later still must have been copied,
 * and its session is ended.
 */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** More exchanges than are possible within the grace period. */
    private static final int LONGEST_CHAIN = 100;

    private final Database database;
    private final Tokens tokens;
    private final DevelopmentAccounts.Closed closed;
    private final InstantSource clock;
    private final SharedClock shared;
    private final Duration grace;
    private final Consumer<Ended> onEnd;

    /** The end of all sessions of an account; its new access tokens have this generation. */
    public record Ended(UUID account, long generation) {}

    /**
     * @param closed accounts that may not be used in this environment
     * @param grace how long a used refresh token still returns a pair
     * @param onEnd called, after the commit, with accounts whose sessions have ended
     */
    public Sessions(
            Database database,
            Tokens tokens,
            DevelopmentAccounts.Closed closed,
            InstantSource clock,
            Duration grace,
            Consumer<Ended> onEnd) {
        this.database = database;
        this.tokens = tokens;
        this.closed = closed;
        this.clock = clock;
        this.shared = new SharedClock(clock);
        this.grace = grace;
        this.onEnd = onEnd;
    }

    /**
     * The first pair of a session. It takes milliseconds of CPU, so it must not be created within a transaction.
     *
     * @throws Failure.Unavailable if too many requests wait
     */
    public TokenPair firstPair(Account account) {
        return tokens.issue(account);
    }

    /** Opens a session with its first pair, in the transaction of the login. */
    public SignedIn open(Tx tx, Account account, TokenPair first, Client client) {
        KnownClients.remember(tx, account.id(), client.keyFor(account.email()), clock.instant());
        RefreshTokens.open(tx, account.id(), first, clock.instant());
        return new SignedIn(account, first.access(), first.refresh());
    }

    /**
     * Exchanges a refresh token for the next pair.
     *
     * @param client the network origin of the request
     * @throws Failure.Unauthenticated if it is not one of ours, or is no longer valid
     * @throws Failure.NotAllowed if its account is banned
     */
    public SignedIn refresh(String shown, Client client) {
        Tokens.Refresh claims = tokens.readRefresh(shown);
        if (!claims.expires().isAfter(clock.instant())) {
            throw over();
        }
        RefreshTokens.Known known = RefreshTokens.find(database, claims.id())
                .filter(found -> found.isOf(shown))
                .orElseThrow(Sessions::unknown);
        refuseIfClosed(known.account());
        return switch (known.token().decide(shared.at(known.read()), grace)) {
            case ROTATE -> rotate(known, shown, client);
            case REPEAT -> repeat(known, shown);
            case STOLEN -> throw end(known);
            case OVER -> throw over();
        };
    }

    private void refuseIfClosed(Account account) {
        if (closed.includes(account)) {
            throw over();
        }
        if (account.banned()) {
            throw new Failure.NotAllowed("this account is banned");
        }
    }

    /** Signs the next pair before it takes the lock; of concurrent requests only the first one's is used. */
    private SignedIn rotate(RefreshTokens.Known known, String shown, Client client) {
        TokenPair next = tokens.issue(known.account());
        byte[] sealed = SealedPair.seal(new SealedPair.Pair(next.access(), next.refresh()), shown);
        RefreshTokens.Known locked = database.transact(tx -> {
            RefreshTokens.Known found = RefreshTokens.lock(tx, known.id()).orElseThrow(Sessions::unknown);
            if (found.token().decide(shared.at(found.read()), grace) == Decision.ROTATE) {
                RefreshTokens.rotate(tx, found, next, sealed, shared.at(found.read()));
                KnownClients.remember(
                        tx, found.account().id(), client.keyFor(found.account().email()), clock.instant());
            }
            return found;
        });
        return switch (locked.token().decide(shared.at(locked.read()), grace)) {
            case ROTATE -> new SignedIn(known.account(), next.access(), next.refresh());
            case REPEAT -> repeat(locked, shown);
            case STOLEN -> throw end(locked);
            case OVER -> throw over();
        };
    }

    /**
     * The pair that a used token was exchanged for, or its newest descendant: an older one would be taken for stolen as soon
     * as its own grace period is over. Each pair can only be decrypted with the token that was exchanged for it, so the chain
     * is followed step by step.
     */
    private SignedIn repeat(RefreshTokens.Known known, String shown) {
        RefreshTokens.Known used = known;
        String token = shown;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            if (used.sealed() == null) {
                throw over();
            }
            SealedPair.Pair pair = SealedPair.open(used.sealed(), token);
            RefreshTokens.Known next =
                    RefreshTokens.find(database, Tokens.idOf(pair.refresh())).orElseThrow(Sessions::unknown);
            if (next.token().revokedAt() != null) {
                throw over();
            }
            if (next.token().usedAt() == null) {
                return new SignedIn(known.account(), pair.access(), pair.refresh());
            }
            used = next;
            token = pair.refresh();
        }
        throw new Failure.TooManyRequests("this session refreshes too often", grace);
    }

    private Failure end(RefreshTokens.Known stolen) {
        database.run(tx -> RefreshTokens.revoke(tx, stolen.session(), clock.instant()));
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

    /** Ends every session of an account: its refresh tokens with the commit, its access tokens soon after. */
    public void endAll(Tx tx, UUID account) {
        Accounts.endSessions(tx, account).ifPresent(generation -> ended(tx, account, generation));
    }

    /** Tells of an account whose sessions end with a change in this transaction; its access tokens are refused soon after. */
    public void ended(Tx tx, UUID account, long generation) {
        tx.afterCommit(() -> onEnd.accept(new Ended(account, generation)));
    }

    /** Deletes expired tokens, and sealed pairs whose grace period is over. */
    public void forgetOld() {
        Instant now = shared.ask(database);
        RefreshTokens.forget(database, now, now.minus(grace));
        KnownClients.forgetOld(database, now);
    }
}
