package my.kilat.payment.store;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Webhooks;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.database.Tx;
import my.kilat.platform.text.Sha256;

/** The accepted webhook deliveries, byte for byte, for as long as a payment may be disputed. */
public final class WebhookDeliveries {
    /** Of two concurrent identical deliveries, the second waits here for the first. */
    private static final Sql ADD = Sql.of("""
            insert into webhook_delivery (provider, digest, headers, body, payment_id, outcome, received_at)
            values (:provider, :digest, :headers, :body, :payment, :outcome, :now)
            on conflict (provider, digest) do nothing""");

    private final Database database;

    public WebhookDeliveries(Database database) {
        this.database = database;
    }

    /** Inserts a delivery; false if the same bytes were accepted before. */
    public boolean add(
            Tx tx,
            String provider,
            Webhooks.Delivery delivery,
            Optional<UUID> paymentId,
            Answer.Outcome outcome,
            Instant now) {
        return tx.update(
                        ADD,
                        values -> values.text("provider", provider)
                                .bytes("digest", Sha256.of(delivery.body()))
                                .text("headers", headers(delivery))
                                .bytes("body", delivery.body())
                                .uuid("payment", paymentId.orElse(null))
                                .text("outcome", outcome.getClass().getSimpleName())
                                .time("now", now))
                == 1;
    }

    /** Deletes what was received before that. */
    public void forgetBefore(Instant moment) {
        Sweep.deleteBefore(database, "webhook_delivery", "received_at", moment);
    }

    /** PostgreSQL's text type allows every character but NUL, which no header contains. */
    private static String headers(Webhooks.Delivery delivery) {
        return new TreeMap<>(delivery.headers())
                .entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue())
                        .collect(Collectors.joining("\n"));
    }
}
