package my.kilat.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import my.kilat.platform.background.Fault;
import my.kilat.platform.background.Part;
import my.kilat.platform.failure.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys that identity publishes, by key id. They are fetched when first needed, again when a token names an
 * unknown key (at most every few seconds, so that invented key ids cost nothing), and periodically, so that a revoked key
 * is noticed.
 */
final class VerificationKeys {
    private static final Logger LOG = LoggerFactory.getLogger(VerificationKeys.class);
    private static final Duration BETWEEN_UNKNOWN = Duration.ofSeconds(3);
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(3);

    private final URI source;
    private final Duration refresh;
    private final HttpClient http;
    private final InstantSource clock;
    private final Consumer<Set<String>> onRevoked;
    private final ReentrantLock fetching = new ReentrantLock();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final Part part = new Part("token-keys");

    private volatile Map<String, JWSVerifier> keys = Map.of();
    private volatile Instant fetched = Instant.EPOCH;
    private volatile Instant tried = Instant.EPOCH;

    VerificationKeys(
            URI source, Duration refresh, HttpClient http, InstantSource clock, Consumer<Set<String>> onRevoked) {
        this.source = source;
        this.refresh = refresh;
        this.http = http;
        this.clock = clock;
        this.onRevoked = onRevoked;
    }

    /** The state of fetching. */
    Part part() {
        return part;
    }

    /**
     * The key with this id.
     *
     * @throws Failure.Unavailable if the keys have never been obtained and cannot be now
     */
    @Nullable
    JWSVerifier find(String id) {
        JWSVerifier known = keys.get(id);
        if (known != null) {
            return known;
        }
        fetchUnlessJustTried();
        if (fetched.equals(Instant.EPOCH)) {
            throw new Failure.Unavailable("tokens cannot be verified yet; try again in a moment");
        }
        return keys.get(id);
    }

    /** Fetches the keys again when due; returns at once, without waiting for the answer. */
    void refreshWhenDue() {
        if (clock.instant().isAfter(fetched.plus(refresh)) && refreshing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("token-keys").start(() -> {
                try {
                    fetchUnlessJustTried();
                } catch (Throwable thrown) {
                    part.failed(thrown);
                } finally {
                    refreshing.set(false);
                }
            });
        }
    }

    private void fetchUnlessJustTried() {
        fetching.lock();
        try {
            Duration wait = keys.isEmpty() ? Duration.ofMillis(200) : BETWEEN_UNKNOWN;
            if (clock.instant().isBefore(tried.plus(wait))) {
                return;
            }
            fetch();
            tried = clock.instant();
        } finally {
            fetching.unlock();
        }
    }

    private void fetch() {
        part.begins();
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(source).timeout(FETCH_TIMEOUT).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            replace(parse(response.body()));
            part.worked();
        } catch (IOException e) {
            part.failed(new Fault(Fault.Cause.AWAY, "the keys at " + source + " cannot be fetched: " + e));
        } catch (ParseException | JOSEException e) {
            part.failed(new Fault(Fault.Cause.REFUSED, "what is at " + source + " is no key set: " + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void replace(Map<String, JWSVerifier> fresh) {
        Set<String> gone = new HashSet<>(keys.keySet());
        gone.removeAll(fresh.keySet());
        keys = fresh;
        fetched = clock.instant();
        if (!gone.isEmpty()) {
            LOG.info("token keys revoked: {}", gone);
            onRevoked.accept(gone);
        }
    }

    private static Map<String, JWSVerifier> parse(String jwks) throws ParseException, JOSEException {
        Map<String, JWSVerifier> byId = new HashMap<>();
        for (JWK key : JWKSet.parse(jwks).getKeys()) {
            if (key instanceof RSAKey rsa && rsa.getKeyID() != null) {
                byId.put(rsa.getKeyID(), new RSASSAVerifier(rsa.toRSAPublicKey()));
            }
        }
        return Map.copyOf(byId);
    }
}
