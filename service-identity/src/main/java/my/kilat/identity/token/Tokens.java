package my.kilat.identity.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.UUID;
import my.kilat.identity.cpu.CpuPool;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.TokenPair;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.platform.security.TokenSettings;

/**
 * Issues tokens, and parses refresh tokens. An access token identifies the user and the role, a refresh token only the user,
 * so a refresh token cannot be used as an access token.
 */
public final class Tokens {
    private static final String ACCESS = "access";
    private static final String REFRESH = "refresh";

    private final TokenKeys keys;
    private final CpuPool signing;
    private final InstantSource clock;
    private final Duration accessExpiry;
    private final Duration refreshExpiry;

    public Tokens(TokenKeys keys, CpuPool signing, InstantSource clock, Duration accessExpiry, Duration refreshExpiry) {
        this.keys = keys;
        this.signing = signing;
        this.clock = clock;
        this.accessExpiry = accessExpiry;
        this.refreshExpiry = refreshExpiry;
    }

    /**
     * A refresh token whose signature, issuer and type are valid.
     *
     * @param id its {@code jti}
     * @param expires its expiry, perhaps in the past
     */
    public record Refresh(UUID id, Instant expires) {}

    /**
     * Issues a new pair. It takes milliseconds of CPU, so it must not be called within a transaction.
     *
     * @throws Failure.Unavailable if too many requests wait
     */
    public TokenPair issue(Account account) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        UUID refreshId = Ids.next();
        Instant refreshExpires = now.plus(refreshExpiry);
        JWTClaimsSet access = claims(account, Ids.next(), now, now.plus(accessExpiry))
                .claim("token_type", ACCESS)
                .claim("email", account.email())
                .claim("role", account.role().word())
                .claim("name", account.fullName())
                .claim("phone", account.phone())
                .claim("ver", account.version())
                .claim("gen", account.sessionGeneration())
                .build();
        JWTClaimsSet refresh = claims(account, refreshId, now, refreshExpires)
                .claim("token_type", REFRESH)
                .claim("email", "")
                .claim("role", "")
                .build();
        return signing.call(() -> new TokenPair(
                keys.sign(access).serialize(), keys.sign(refresh).serialize(), refreshId, refreshExpires));
    }

    /** The id of a refresh token that is known to be ours. */
    public static UUID idOf(String refresh) {
        try {
            return UUID.fromString(SignedJWT.parse(refresh).getJWTClaimsSet().getJWTID());
        } catch (ParseException e) {
            throw new IllegalStateException("a stored refresh token cannot be read", e);
        }
    }

    private static JWTClaimsSet.Builder claims(Account account, UUID id, Instant issued, Instant expires) {
        return new JWTClaimsSet.Builder()
                .jwtID(id.toString())
                .subject(account.id().toString())
                .issuer(TokenSettings.ISSUER)
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(expires))
                .claim("user_id", account.id().toString());
    }

    /**
     * Parses a refresh token.
     *
     * @throws Failure.Unauthenticated if it is not one of ours
     */
    public Refresh readRefresh(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Date expires = claims.getExpirationTime();
            if (TokenSettings.ISSUER.equals(claims.getIssuer())
                    && REFRESH.equals(claims.getStringClaim("token_type"))
                    && claims.getJWTID() != null
                    && expires != null
                    && keys.verifies(jwt)) {
                return new Refresh(UUID.fromString(claims.getJWTID()), expires.toInstant());
            }
        } catch (ParseException | IllegalArgumentException e) {
            // refused below, like every other token that is not ours
        }
        throw new Failure.Unauthenticated("invalid refresh token");
    }
}
