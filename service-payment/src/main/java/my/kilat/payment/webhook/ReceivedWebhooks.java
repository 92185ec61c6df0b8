package my.kilat.payment.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Decision;
import my.kilat.payment.domain.HoldKey;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Webhooks;
import my.kilat.payment.settlement.Decisions;
import my.kilat.payment.settlement.Settlement;
import my.kilat.payment.settlement.Timing;
import my.kilat.payment.store.Payments;
import my.kilat.payment.store.WebhookDeliveries;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes webhook deliveries of the provider. One with a valid signature is stored and applied in the same transaction, with
 * the ledger and the event, like a response to a request. The payment is locked meanwhile, so of a delivery and a response, or
 * of two deliveries, the later one sees the result of the earlier one.
 */
public final class ReceivedWebhooks {
    private static final Logger LOG = LoggerFactory.getLogger(ReceivedWebhooks.class);

    private final Database database;
    private final WebhookDeliveries deliveries;
    private final Payments payments;
    private final Decisions decisions;
    private final Settlement settlement;
    private final Timing timing;

    public ReceivedWebhooks(
            Database database,
            WebhookDeliveries deliveries,
            Payments payments,
            Decisions decisions,
            Settlement settlement,
            Timing timing) {
        this.database = database;
        this.deliveries = deliveries;
        this.payments = payments;
        this.decisions = decisions;
        this.settlement = settlement;
        this.timing = timing;
    }

    /** The result of a delivery. */
    public enum Receipt {
        /** It was not signed by the provider. */
        REFUSED,
        /** It concerns nothing that payments need. */
        IRRELEVANT,
        /** It was accepted before. */
        DUPLICATE,
        /** Its charge is unknown here. */
        UNKNOWN,
        /** It was accepted, and the payment is unchanged. */
        UNCHANGED,
        /** It was accepted, and the payment has changed. */
        CHANGED
    }

    /** Reads a delivery of that provider, and applies it. */
    public Receipt take(String provider, Webhooks reader, Webhooks.Delivery delivery) {
        return switch (reader.read(delivery, timing.now())) {
            case Webhooks.Report.Refused() -> Receipt.REFUSED;
            case Webhooks.Report.Irrelevant() -> Receipt.IRRELEVANT;
            case Webhooks.Report.Changed(String key, Answer.Outcome outcome) ->
                database.transact(tx -> take(tx, provider, delivery, key, outcome));
        };
    }

    private Receipt take(Tx tx, String provider, Webhooks.Delivery delivery, String key, Answer.Outcome outcome) {
        Instant now = timing.now();
        Optional<HoldKey> hold = HoldKey.of(key);
        Optional<Payment> found = hold.flatMap(it -> payments.lock(tx, it.paymentId()));
        if (!deliveries.add(tx, provider, delivery, found.map(Payment::id), outcome, now)) {
            return Receipt.DUPLICATE;
        }
        if (found.isEmpty()) {
            LOG.warn("{} tells of a charge that is not known here", provider);
            return Receipt.UNKNOWN;
        }
        Decision decision = found.get().reported(hold.orElseThrow().number(), outcome, now, timing.patience());
        if (decision.isNothing()) {
            return Receipt.UNCHANGED;
        }
        decisions.storeLocked(tx, decision);
        settlement.afterCommit(tx, List.of(decision.after()));
        return Receipt.CHANGED;
    }
}
