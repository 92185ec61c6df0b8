package my.kilat.identity;

import my.kilat.identity.account.DevelopmentAccounts;
import my.kilat.identity.account.Profiles;
import my.kilat.identity.cpu.CpuPool;
import my.kilat.identity.login.Logins;
import my.kilat.identity.login.Passwords;
import my.kilat.identity.login.Registration;
import my.kilat.identity.session.Sessions;
import my.kilat.identity.token.KeyPairs;
import my.kilat.identity.token.KeySource;
import my.kilat.identity.token.SharedSecret;
import my.kilat.identity.token.TokenKeys;
import my.kilat.identity.token.Tokens;
import my.kilat.platform.service.Host;
import my.kilat.platform.service.Kernel;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;

/** Accounts, logins and tokens. */
public final class IdentityService implements Service {
    private static final String NAME = "identity";
    private static final int PORT = 8004;

    /** So many pairs of tokens may wait to be signed: about three seconds of work for one thread. */
    private static final int SIGNING_QUEUE = 1000;

    private final IdentitySettings settings;
    private final Kernel kernel;

    /** Reads the settings; touches nothing else. */
    public IdentityService(Environment environment, Host host) {
        this.settings = IdentitySettings.from(environment);
        this.kernel = new Kernel(NAME, PORT, askingItself(environment), host);
    }

    /** Identity verifies tokens as every service does; the keys it asks for are its own. */
    private static Environment askingItself(Environment environment) {
        int port = environment.integer("SERVICE_PORT", PORT, 0, 65_535);
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
        Sessions sessions = new Sessions(kernel.database(), tokens, kernel.clock(), settings.refreshGrace());
        Logins logins = new Logins(kernel.database(), passwords, tokens, sessions, kernel.clock(), settings.lockout());
        if (settings.development()) {
            DevelopmentAccounts.add(kernel.database(), kernel.clock().instant());
        }
        new IdentityApi(
                        new Registration(kernel.database(), passwords, tokens, sessions, kernel.clock()),
                        logins,
                        sessions,
                        new Profiles(kernel.database(), kernel.clock()),
                        keys)
                .on(kernel.routes());
        kernel.every("keep-keys", KeyPairs.KEEP_EVERY, keys::keep);
        kernel.every("forget-sessions", settings.forgetEvery(), sessions::forgetOld);
        kernel.every("forget-failures", settings.forgetEvery(), logins::forgetOld);
        kernel.listen();
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
