package my.kilat.identity;

import java.time.Duration;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.Topic;
import my.kilat.identity.account.Announcer;
import my.kilat.identity.account.DevelopmentAccounts;
import my.kilat.identity.account.Profiles;
import my.kilat.identity.cpu.CpuPool;
import my.kilat.identity.login.Logins;
import my.kilat.identity.login.Passwords;
import my.kilat.identity.login.Registration;
import my.kilat.identity.session.SessionEnds;
import my.kilat.identity.session.Sessions;
import my.kilat.identity.token.KeyPairs;
import my.kilat.identity.token.KeySource;
import my.kilat.identity.token.SharedSecret;
import my.kilat.identity.token.TokenKeys;
import my.kilat.identity.token.Tokens;
import my.kilat.platform.security.Revocations;
import my.kilat.platform.service.Host;
import my.kilat.platform.service.Kernel;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;

/** Accounts, logins and tokens. */
public final class IdentityService implements Service {
    private static final String NAME = "identity";

    /** So many pairs of tokens may wait to be signed: about three seconds of work for one thread. */
    private static final int SIGNING_QUEUE = 1000;

    /** Accounts that were changed by another instance that died, or by hand, are announced that soon. */
    private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(1);

    private static final Duration ANNOUNCE_AGAIN_EVERY = Duration.ofSeconds(10);

    private final IdentitySettings settings;
    private final Kernel kernel;

    /** Reads the settings; touches nothing else. */
    public IdentityService(Environment environment, Host host) {
        this.settings = IdentitySettings.from(environment);
        this.kernel = new Kernel(NAME, Component.IDENTITY.port(), askingItself(environment), host);
    }

    /** Identity verifies tokens as every service does; the keys it asks for are its own. */
    private static Environment askingItself(Environment environment) {
        int port = environment.integer("SERVICE_PORT", Component.IDENTITY.port(), 0, 65_535);
        return environment.optional("JWKS_URL").isPresent()
                ? environment
                : environment.with("JWKS_URL", "http://localhost:" + port + "/.well-known/jwks.json");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return kernel.port();
    }

    @Override
    public void start() {
        kernel.open();
        TokenKeys keys = keys();
        CpuPool signing = pool("signing", Math.max(1, Runtime.getRuntime().availableProcessors() / 2), SIGNING_QUEUE);
        CpuPool hashing = pool("passwords", settings.hashingThreads(), settings.hashingQueue());
        Tokens tokens = new Tokens(keys, signing, kernel.clock(), settings.accessExpiry(), settings.refreshExpiry());
        Passwords passwords = new Passwords(settings.bcryptCost(), hashing, kernel.meters());
        DevelopmentAccounts.Closed closed = new DevelopmentAccounts.Closed(settings.development());
        if (settings.development()) {
            DevelopmentAccounts.add(kernel.database(), kernel.clock().instant());
        }
        closed.endSessions(kernel.database());
        Announcer announcer = announcer();
        SessionEnds ends = new SessionEnds(kernel.database(), settings.accessExpiry());
        Revocations revocations = kernel.tokens().revocations();
        revocations.readFrom(ends);
        Sessions sessions =
                new Sessions(kernel.database(), tokens, closed, kernel.clock(), settings.refreshGrace(), ended -> {
                    revocations.learn(ended.account(), ended.generation(), settings.accessExpiry());
                    announcer.wake();
                });
        Logins logins = new Logins(
                kernel.database(),
                passwords,
                tokens,
                sessions,
                closed,
                kernel.clock(),
                settings.clientLockout(),
                settings.accountLockout());
        new IdentityApi(
                        new Registration(kernel.database(), passwords, tokens, sessions, announcer, kernel.clock()),
                        logins,
                        sessions,
                        ends,
                        new Profiles(kernel.database(), kernel.clock(), announcer),
                        keys,
                        settings.gateways())
                .on(kernel.routes());
        kernel.every("keep-keys", KeyPairs.KEEP_EVERY, keys::keep);
        kernel.every("forget-sessions", settings.forgetEvery(), sessions::forgetOld);
        kernel.every("forget-failures", settings.forgetEvery(), logins::forgetOld);
        kernel.every("forget-ended-sessions", settings.forgetEvery(), ends::forgetOld);
        kernel.listen();
    }

    /** Nobody who logs in waits for the broker, so it does not decide whether this service is ready. */
    private Announcer announcer() {
        kernel.mayProduce(Topic.ACCOUNT);
        Announcer announcer = new Announcer(
                kernel.database(),
                kernel.outbox(),
                kernel.clock(),
                kernel.host().virtualThreads(),
                settings.announceAgain());
        kernel.every("announce-accounts", ANNOUNCE_EVERY, announcer::announce);
        kernel.every("announce-accounts-again", ANNOUNCE_AGAIN_EVERY, announcer::announceAgain);
        return announcer;
    }

    private TokenKeys keys() {
        return switch (settings.keys()) {
            case KeySource.Shared(var secret) -> new SharedSecret(secret);
            case KeySource.Given(var pair) ->
                KeyPairs.given(
                        pair, kernel.database(), kernel.clock(), settings.accessExpiry(), settings.refreshExpiry());
            case KeySource.Made() ->
                KeyPairs.made(kernel.database(), kernel.clock(), settings.accessExpiry(), settings.refreshExpiry());
        };
    }

    private CpuPool pool(String name, int threads, int queue) {
        CpuPool pool = new CpuPool(name, threads, queue, kernel.meters());
        kernel.closeWithMe(pool);
        return pool;
    }

    @Override
    public void close() {
        kernel.close();
    }
}
