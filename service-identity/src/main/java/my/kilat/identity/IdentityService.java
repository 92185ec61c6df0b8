package my.kilat.identity;

import java.time.Duration;
import java.time.InstantSource;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.Topic;
import my.kilat.identity.account.Announcer;
import my.kilat.identity.account.DevelopmentAccounts;
import my.kilat.identity.account.PeopleEndpoints;
import my.kilat.identity.account.ProfileEndpoints;
import my.kilat.identity.account.Profiles;
import my.kilat.identity.cpu.CpuPool;
import my.kilat.identity.http.Clients;
import my.kilat.identity.login.LoginEndpoints;
import my.kilat.identity.login.Logins;
import my.kilat.identity.login.Passwords;
import my.kilat.identity.login.Registration;
import my.kilat.identity.session.EndedSessionFeed;
import my.kilat.identity.session.SessionEndpoints;
import my.kilat.identity.session.Sessions;
import my.kilat.identity.staff.Staff;
import my.kilat.identity.staff.StaffEndpoints;
import my.kilat.identity.staff.StaffInvitations;
import my.kilat.identity.token.KeyEndpoints;
import my.kilat.identity.token.KeyPairs;
import my.kilat.identity.token.KeySource;
import my.kilat.identity.token.SharedSecret;
import my.kilat.identity.token.TokenKeys;
import my.kilat.identity.token.Tokens;
import my.kilat.platform.database.Database;
import my.kilat.platform.security.Revocations;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.platform.settings.Environment;

/** Accounts, logins and tokens. */
public final class IdentityService implements ServiceDefinition<IdentitySettings> {
    private static final String NAME = "identity";

    /** The pairs of tokens that may wait to be signed: about three seconds of work for one thread. */
    private static final int SIGNING_QUEUE = 1000;

    /** The longest delay until accounts are announced that were changed by hand, or by another instance that died. */
    private static final Duration ANNOUNCE_EVERY = Duration.ofSeconds(1);

    private static final Duration ANNOUNCE_AGAIN_EVERY = Duration.ofSeconds(10);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return Component.IDENTITY.port();
    }

    /** Identity verifies tokens as every service does, with keys that it publishes itself. */
    @Override
    public Environment environment(Environment given) {
        int port = given.integer("SERVICE_PORT", Component.IDENTITY.port(), 0, 65_535);
        return given.optional("JWKS_URL").isPresent()
                ? given
                : given.with("JWKS_URL", "http://localhost:" + port + "/.well-known/jwks.json");
    }

    @Override
    public IdentitySettings settings(Environment environment) {
        return IdentitySettings.from(environment);
    }

    @Override
    public void assemble(ServiceContext context, IdentitySettings settings, Assembly service) {
        Database database = context.database();
        InstantSource clock = context.clock();
        Revocations revocations = context.revocations();

        TokenKeys keys = keys(context, settings);
        CpuPool signing = service.closing(new CpuPool("signing", signingThreads(), SIGNING_QUEUE, context.meters()));
        CpuPool hashing = service.closing(
                new CpuPool("passwords", settings.hashingThreads(), settings.hashingQueue(), context.meters()));
        Tokens tokens = new Tokens(keys, signing, clock, settings.accessExpiry(), settings.refreshExpiry());
        Passwords passwords = new Passwords(settings.bcryptCost(), hashing, context.meters());
        DevelopmentAccounts.Closed closed = new DevelopmentAccounts.Closed(settings.development());
        if (settings.development()) {
            DevelopmentAccounts.add(database, clock.instant());
        }
        closed.endSessions(database);

        Announcer announcer =
                new Announcer(database, context.outbox(), clock, context.virtualThreads(), settings.announceAgain());
        EndedSessionFeed ends = new EndedSessionFeed(database, settings.accessExpiry());
        revocations.readFrom(ends);
        Sessions sessions = new Sessions(database, tokens, closed, clock, settings.refreshGrace(), ended -> {
            revocations.learn(ended.account(), ended.generation(), settings.accessExpiry());
            announcer.wake();
        });
        Logins logins = new Logins(database, passwords, sessions, closed, clock, settings.lockouts());
        Registration registration = new Registration(database, passwords, sessions, announcer, clock);
        StaffInvitations invitations = new StaffInvitations(database, passwords, announcer, clock);
        Clients clients = new Clients(settings.gateways());

        service.endpoints(
                new LoginEndpoints(registration, logins, clients),
                new SessionEndpoints(sessions, ends, clients),
                new ProfileEndpoints(new Profiles(database, clock, announcer)),
                new KeyEndpoints(keys),
                new PeopleEndpoints(database),
                new StaffEndpoints(new Staff(database, sessions, closed, clock), invitations));

        // Logins do not wait for the broker, so it does not affect readiness.
        service.mayProduce(Topic.ACCOUNT);

        service.every("announce-accounts", ANNOUNCE_EVERY, announcer::announce);
        service.every("announce-accounts-again", ANNOUNCE_AGAIN_EVERY, announcer::announceAgain);
        service.every("keep-keys", KeyPairs.KEEP_EVERY, keys::keep);
        service.every("forget-sessions", settings.forgetEvery(), sessions::forgetOld);
        service.every("forget-invitations", settings.forgetEvery(), invitations::forgetOld);
        service.every("forget-failures", settings.forgetEvery(), logins::forgetOld);
        service.every("forget-ended-sessions", settings.forgetEvery(), ends::forgetOld);
    }

    private static TokenKeys keys(ServiceContext context, IdentitySettings settings) {
        Database database = context.database();
        InstantSource clock = context.clock();
        return switch (settings.keys()) {
            case KeySource.Shared(var secret) -> new SharedSecret(secret);
            case KeySource.Given(var pair) ->
                KeyPairs.given(pair, database, clock, settings.accessExpiry(), settings.refreshExpiry());
            case KeySource.Made() -> KeyPairs.made(database, clock, settings.accessExpiry(), settings.refreshExpiry());
        };
    }

    private static int signingThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
