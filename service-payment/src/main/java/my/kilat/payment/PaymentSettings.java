package my.kilat.payment;

import java.net.URI;
import java.time.Duration;
import my.kilat.contract.catalogue.Component;
import my.kilat.payment.domain.HoldRules;
import my.kilat.payment.domain.HoldTerms;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.ledger.LedgerProof;
import my.kilat.payment.provider.Providers;
import my.kilat.payment.store.LedgerCheck;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/**
 * The settings of payments.
 *
 * @param feePercent {@code PLATFORM_FEE_PERCENT}, the platform's share of each payment, default 15
 * @param publicUrl {@code PUBLIC_URL}, where clients reach the gateway, without a slash at the end; default {@code
 *     http://localhost:8080}
 * @param bookingUrl {@code UPSTREAM_BOOKING}, the address of the booking service; the first of a list
 * @param bookingNewsWait {@code BOOKING_NEWS_WAIT}, how long a payment waits for the event of an unknown booking before it
 *     queries the booking service, default 150ms
 * @param providerTimeout {@code PROVIDER_TIMEOUT}, the response timeout of the provider, default 5s
 * @param authoriseWithin {@code AUTHORISE_WITHIN}, how long a payment may be pending, default 60s
 * @param actWithin {@code PAYER_ACTS_WITHIN}, how long a payer may take for an action at the provider, unless the provider
 *     allows less; default 1h
 * @param releaseWithin {@code RELEASE_WITHIN}, how long a release may be refused or unanswered before the money is given back
 *     and the owner has to pay again, default 24h
 * @param payAgainWithin {@code PAY_AGAIN_WITHIN}, for how long an owner whose held money has lapsed is waited for, and the alarm
 *     raised; default 7d
 * @param holdMargin {@code HOLD_MARGIN}, how long before its end at the provider a hold is renewed, captured or given back, default
 *     12h
 * @param authoriseAhead {@code AUTHORISE_AHEAD}, how long before a planned ride its money is held, if that is not possible at once,
 *     default 24h
 * @param recoverEvery {@code RECOVER_EVERY}, the pause between two searches for unfinished work, default 2s
 * @param checkEvery {@code LEDGER_CHECK_EVERY}, the pause between two checks of what is new in the ledger, default
 *     15s
 * @param checkTimeout {@code LEDGER_CHECK_TIMEOUT}, the timeout of one statement of that check, default 10s
 * @param proofEvery {@code LEDGER_PROOF_EVERY}, how often the whole ledger is checked, default 24h
 * @param reconcileEvery {@code RECONCILE_EVERY}, the pause between two pages of the reconciliation with the booking service,
 *     default 10s
 * @param webhookRetention {@code WEBHOOK_RETENTION}, how long the provider's webhooks are kept as received, for disputes;
 *     default 180d
 * @param provider {@code PAYMENT_PROVIDER}, the provider that moves the money, with settings of its own; in development {@code
 *     simulated}
 * @param settlementsAtOnce how many payments are released concurrently: two for each three connections of {@code DB_POOL_MAX},
 *     so that requests and events get some too
 */
public record PaymentSettings(
        int feePercent,
        String publicUrl,
        URI bookingUrl,
        Duration bookingNewsWait,
        Duration providerTimeout,
        Duration authoriseWithin,
        Duration actWithin,
        Duration releaseWithin,
        Duration payAgainWithin,
        Duration holdMargin,
        Duration authoriseAhead,
        Duration recoverEvery,
        Duration checkEvery,
        Duration checkTimeout,
        Duration proofEvery,
        Duration reconcileEvery,
        Duration webhookRetention,
        Providers.Chosen provider,
        int settlementsAtOnce) {
    /** The longest time of a task apart from the call to the provider. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    /** How much the provider's client may exceed its timeout. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** Reads the settings, and those of the chosen provider. */
    public static PaymentSettings from(Environment environment, Providers providers) {
        return new PaymentSettings(
                environment.integer("PLATFORM_FEE_PERCENT", 15, 0, 100),
                environment
                        .address("PUBLIC_URL", Component.GATEWAY.localAddress())
                        .toString(),
                environment.address(Component.BOOKING.addressSetting(), Component.BOOKING.localAddress()),
                environment.duration("BOOKING_NEWS_WAIT", Duration.ofMillis(150)),
                environment.duration("PROVIDER_TIMEOUT", Duration.ofSeconds(5)),
                environment.duration("AUTHORISE_WITHIN", Duration.ofSeconds(60)),
                environment.duration("PAYER_ACTS_WITHIN", Duration.ofHours(1)),
                environment.duration("RELEASE_WITHIN", Duration.ofHours(24)),
                environment.duration("PAY_AGAIN_WITHIN", Duration.ofDays(7)),
                environment.duration("HOLD_MARGIN", HoldRules.USUAL.margin()),
                environment.duration("AUTHORISE_AHEAD", HoldRules.USUAL.authoriseAhead()),
                environment.duration("RECOVER_EVERY", Duration.ofSeconds(2)),
                environment.duration("LEDGER_CHECK_EVERY", Duration.ofSeconds(15)),
                environment.duration("LEDGER_CHECK_TIMEOUT", Duration.ofSeconds(10)),
                environment.duration("LEDGER_PROOF_EVERY", Duration.ofHours(24)),
                environment.duration("RECONCILE_EVERY", Duration.ofSeconds(10)),
                environment.duration("WEBHOOK_RETENTION", Duration.ofDays(180)),
                providers.choose(environment),
                DatabaseSettings.from(environment, "payment").poolSize() * 2 / 3);
    }

    /**
     * The timeouts and retry limits of payments.
     *
     * @param holds what can be done with the holds of the provider
     * @throws SettingsException if a hold is shorter than the margin, or than the time for which it is made ahead
     */
    public Patience patience(HoldTerms holds) {
        if (holdMargin.compareTo(holds.lasts()) >= 0) {
            throw new SettingsException("HOLD_MARGIN is " + holdMargin
                    + "; it has to be shorter than a hold of the provider, " + holds.lasts());
        }
        if (holds.storesCards() && authoriseAhead.compareTo(holds.lasts().minus(holdMargin)) > 0) {
            throw new SettingsException("AUTHORISE_AHEAD is " + authoriseAhead
                    + "; it has to be at most as long as a hold of the provider without HOLD_MARGIN, "
                    + holds.lasts().minus(holdMargin));
        }
        return new Patience(
                providerTimeout.plus(SLACK),
                authoriseWithin,
                actWithin,
                releaseWithin,
                new HoldRules(holds, holdMargin, authoriseAhead));
    }

    /** How fast the ledger is proven: the check of the whole goes on for a twentieth of the pause between two runs, and makes at least one step in each. */
    public LedgerProof.Pace proofPace() {
        return new LedgerProof.Pace(checkTimeout, proofEvery, checkEvery.dividedBy(20), LedgerCheck.PAYMENTS);
    }

    /** How long a call to the provider may take before it counts as unanswered. */
    public Duration providerDeadline() {
        return providerTimeout.plus(GRACE);
    }
}
