package my.kilat.platform.http;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request with an {@code Idempotency-Key} safe to retry: the first successful reply is stored for a day and
 * repeated, marked {@code Idempotency-Replayed: true}. A second request while the first is still in progress gets 409; the
 * same key on a request with another {@link RequestFingerprint} gets 422. Keys are scoped to their caller. A failed request
 * stores nothing and may be retried with its key.
 */
public final class Idempotency {
    /** The error of the 409 to a request while an earlier one with its key is under way: to send it again later is safe. */
    public static final String IN_PROGRESS = "a request with this Idempotency-Key is still in progress";

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Duration KEPT = Duration.ofHours(24);

    /** After this long a request that never ended, because its process died, may be retried. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final Sql LOCK = Sql.of("select pg_try_advisory_xact_lock(hashtextextended(:name, 7)) as locked");

    private static final Sql FIND = Sql.of("""
            select fingerprint, status, content_type, response from idempotency_key
            where caller = :caller and key = :key and expires_at > :now""");

    private static final Sql BEGIN = Sql.of("""
            insert into idempotency_key (caller, key, operation, fingerprint, created_at, expires_at)
            values (:caller, :key, :operation, :fingerprint, :now, :expires)
            on conflict (caller, key) do update set operation = excluded.operation,
                fingerprint = excluded.fingerprint, status = null, content_type = null, response = null,
                created_at = excluded.created_at, expires_at = excluded.expires_at""");

    private static final Sql COMPLETE = Sql.of("""
            update idempotency_key set status = :status, content_type = :type, response = :response,
                expires_at = :expires
            where caller = :caller and key = :key""");

    private static final Sql FORGET =
            Sql.of("delete from idempotency_key where caller = :caller and key = :key and status is null");

    private final Database database;
    private final InstantSource clock;

    /** @param clock the time that all instances of the service share */
    public Idempotency(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Calls the handler of the operation, or repeats the stored reply if the key was used before. */
    Reply answer(Endpoint endpoint, Call call) throws Exception {
        String key = keyOf(call).orElse(null);
        return switch (endpoint) {
            case Endpoint.Plain plain ->
                key == null ? plain.handler().handle(call) : around(call, key, plain.handler());
            case Endpoint.Transactional transactional -> {
                TransactionalHandler handler = transactional.handler().prepare(call);
                yield key == null
                        ? database.transact(tx -> handler.handle(call, tx))
                        : inTransaction(call, key, handler);
            }
            case Endpoint.Socket socket ->
                throw new IllegalStateException(socket.operation().id() + " opens sockets");
            case Endpoint.Stream stream ->
                throw new IllegalStateException(stream.operation().id() + " opens streams");
        };
    }

    /** The key of a call, if it has one and its caller is known. */
    private static Optional<String> keyOf(Call call) {
        if (!call.operation().isPersonal() || call.operation().method().equals("GET")) {
            return Optional.empty();
        }
        return call.header(HEADER).map(key -> {
            if (!KEY.matcher(key).matches()) {
                throw new Failure.Invalid("Idempotency-Key has to be 1 to 255 printable characters without spaces");
            }
            return key;
        });
    }

    /** Runs a handler whose work and stored reply are one transaction. */
    private Reply inTransaction(Call call, String key, TransactionalHandler handler) {
        byte[] meaning = RequestFingerprint.of(call);
        return database.transact(tx -> {
            if (!lock(tx, call, key)) {
                throw inFlight();
            }
            Stored stored = find(tx, call, key);
            if (stored != null) {
                return stored.replay(meaning);
            }
            Reply reply = handler.handle(call, tx);
            begin(tx, call, key, meaning, KEPT);
            complete(tx, call, key, reply);
            return reply;
        });
    }

    /** Runs a handler that works in several steps, each of which must be idempotent. */
    private Reply around(Call call, String key, Handler handler) throws Exception {
        byte[] meaning = RequestFingerprint.of(call);
        Reply earlier = database.transact(tx -> {
            if (!lock(tx, call, key)) {
                throw inFlight();
            }
            Stored stored = find(tx, call, key);
            if (stored == null) {
                begin(tx, call, key, meaning, LEASE);
                return null;
            }
            return stored.replay(meaning);
        });
        if (earlier != null) {
            return earlier;
        }
        try {
            Reply reply = handler.handle(call);
            database.run(tx -> complete(tx, call, key, reply));
            return reply;
        } catch (Exception e) {
            forget(call, key);
            throw e;
        }
    }

    private static Failure inFlight() {
        return new Failure.Conflict(IN_PROGRESS);
    }

    private static boolean lock(Tx tx, Call call, String key) {
        return tx.first(
                        LOCK,
                        arguments -> arguments.text("name", call.caller().userId() + "/" + key),
                        row -> row.flag("locked"))
                .orElseThrow();
    }

    private @Nullable Stored find(Tx tx, Call call, String key) {
        return tx.first(
                        FIND,
                        arguments -> named(arguments, call, key).time("now", now()),
                        row -> new Stored(
                                row.bytes("fingerprint"),
                                row.numberOrNull("status"),
                                row.textOrNull("content_type"),
                                row.bytesOrNull("response")))
                .orElse(null);
    }

    private void begin(Tx tx, Call call, String key, byte[] meaning, Duration lease) {
        tx.update(
                BEGIN,
                arguments -> named(arguments, call, key)
                        .text("operation", call.operation().id())
                        .bytes("fingerprint", meaning)
                        .time("now", now())
                        .time("expires", now().plus(lease)));
    }

    private void complete(Tx tx, Call call, String key, Reply reply) {
        tx.update(
                COMPLETE,
                arguments -> named(arguments, call, key)
                        .number("status", reply.status())
                        .text("type", reply.contentType())
                        .bytes("response", reply.body())
                        .time("expires", now().plus(KEPT)));
    }

    private void forget(Call call, String key) {
        database.run(tx -> tx.update(FORGET, arguments -> named(arguments, call, key)));
    }

    private static Arguments named(Arguments arguments, Call call, String key) {
        return arguments.uuid("caller", call.caller().userId()).text("key", key);
    }

    /** Deletes expired keys. */
    public void forgetOld() {
        Sweep.deleteBefore(database, "idempotency_key", "expires_at", now());
    }

    private Instant now() {
        return clock.instant();
    }

    private record Stored(
            byte[] fingerprint,
            @Nullable Integer status,
            @Nullable String contentType,
            byte @Nullable [] response) {
        Reply replay(byte[] ofThisRequest) {
            if (!MessageDigest.isEqual(fingerprint, ofThisRequest)) {
                throw new Failure.Unprocessable("this Idempotency-Key was used for another request");
            }
            if (status == null || contentType == null || response == null) {
                throw inFlight();
            }
            return new Reply(status, contentType, response, Map.of(REPLAYED, "true"));
        }
    }
}
