package my.kilat.payment;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.Topic;
import my.kilat.payment.booking.BookingEventHandler;
import my.kilat.payment.booking.BookingKnowledge;
import my.kilat.payment.booking.BookingLookup;
import my.kilat.payment.booking.Consequences;
import my.kilat.payment.booking.InternalEndpoints;
import my.kilat.payment.booking.UnsettledPayments;
import my.kilat.payment.domain.HoldTerms;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.Task;
import my.kilat.payment.http.PaymentEndpoints;
import my.kilat.payment.http.PaymentView;
import my.kilat.payment.initiation.Beginnings;
import my.kilat.payment.initiation.InitiationEndpoints;
import my.kilat.payment.initiation.Initiations;
import my.kilat.payment.ledger.LedgerMetrics;
import my.kilat.payment.ledger.LedgerProof;
import my.kilat.payment.ledger.LedgerWatch;
import my.kilat.payment.overview.BooksEndpoints;
import my.kilat.payment.overview.OverviewEndpoints;
import my.kilat.payment.provider.ProviderContext;
import my.kilat.payment.provider.Providers;
import my.kilat.payment.provider.Punctual;
import my.kilat.payment.refund.RefundEndpoints;
import my.kilat.payment.refund.Refunds;
import my.kilat.payment.settlement.Completion;
import my.kilat.payment.settlement.Decisions;
import my.kilat.payment.settlement.HoldEndings;
import my.kilat.payment.settlement.HoldWatch;
import my.kilat.payment.settlement.Lanes;
import my.kilat.payment.settlement.PaymentWatch;
import my.kilat.payment.settlement.Recovery;
import my.kilat.payment.settlement.RunnerAdvances;
import my.kilat.payment.settlement.Settlement;
import my.kilat.payment.settlement.Timing;
import my.kilat.payment.store.Advances;
import my.kilat.payment.store.Books;
import my.kilat.payment.store.Holds;
import my.kilat.payment.store.KnownBookings;
import my.kilat.payment.store.LedgerSearch;
import my.kilat.payment.store.PaymentLists;
import my.kilat.payment.store.PaymentOverviews;
import my.kilat.payment.store.Payments;
import my.kilat.payment.store.UnfinishedPayments;
import my.kilat.payment.store.WebhookDeliveries;
import my.kilat.payment.webhook.ReceivedWebhooks;
import my.kilat.payment.webhook.WebhookEndpoints;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.ChangeSignal;
import my.kilat.platform.reconcile.Reconciliation;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.platform.settings.Environment;

/** Payments: the money of a booking, from the owner into escrow, and from there to the runner or back. */
public final class PaymentService implements ServiceDefinition<PaymentSettings> {
    private static final Duration RETENTION_EVERY = Duration.ofHours(1);
    private static final String RECONCILIATION = "payments-and-bookings";

    private final Providers providers;
    private final UnaryOperator<Provider> around;

    public PaymentService() {
        this(Providers.all(), UnaryOperator.identity());
    }

    /**
     * @param providers the providers to choose from
     * @param around wraps the chosen one
     */
    PaymentService(Providers providers, UnaryOperator<Provider> around) {
        this.providers = providers;
        this.around = around;
    }

    @Override
    public String name() {
        return "payment";
    }

    @Override
    public int port() {
        return Component.PAYMENT.port();
    }

    @Override
    public PaymentSettings settings(Environment environment) {
        return PaymentSettings.from(environment, providers);
    }

    @Override
    public void assemble(ServiceContext context, PaymentSettings settings, Assembly service) {
        Database database = context.database();
        Punctual provider = service.closing(provider(context, settings));
        Timing timing = new Timing(context.clockAsStored(), settings.patience(HoldTerms.of(provider)));
        ChangeSignal changes = new ChangeSignal();

        Payments payments = new Payments(database);
        KnownBookings known = new KnownBookings(database);
        Holds holds = new Holds(database);
        Advances advances = new Advances();
        Decisions decisions = new Decisions(database, payments, holds, advances, context.outbox(), context.meters());
        BookingKnowledge bookings = new BookingKnowledge(
                database, known, new BookingLookup(context.clientOf("booking", settings.bookingUrl())), timing);

        Lanes lanes = service.closing(new Lanes(settings.settlementsAtOnce()));
        Settlement settlement = new Settlement(payments, decisions, provider, timing, lanes, context.meters());
        Completion completion = new Completion(payments, settlement, timing);
        Consequences consequences = new Consequences(known, changes, payments, decisions, settlement, timing);
        Beginnings beginnings = new Beginnings(database, known, decisions, timing, settings.feePercent());
        Initiations initiations =
                new Initiations(beginnings, bookings, changes, completion, provider, settings.bookingNewsWait());
        Refunds refunds = new Refunds(database, payments, decisions, completion, timing);

        LedgerWatch ledger = ledgerWatch(context, settings);

        PaymentView view = new PaymentView(settings.publicUrl());
        WebhookDeliveries deliveries = new WebhookDeliveries(database);
        ReceivedWebhooks webhooks = new ReceivedWebhooks(database, deliveries, payments, decisions, settlement, timing);
        service.endpoints(
                new WebhookEndpoints(settings.provider().name(), provider.webhooks(), webhooks, context.meters()),
                new PaymentEndpoints(payments, new PaymentLists(database), view),
                new InitiationEndpoints(initiations, view),
                new RefundEndpoints(refunds, view),
                new InternalEndpoints(payments, known),
                new OverviewEndpoints(new PaymentOverviews(database), timing),
                new BooksEndpoints(new Books(database), new LedgerSearch(database), ledger, timing));

        service.produces(Topic.PAYMENT);
        service.consume(new BookingEventHandler(consequences).subscription());

        Recovery recovery = new Recovery(payments, settlement, lanes, timing);
        for (Task task : Task.values()) {
            service.atStartAndEvery("recovery-" + task.word(), settings.recoverEvery(), () -> recovery.run(task));
        }
        HoldWatch holdWatch = new HoldWatch(
                database,
                holds,
                decisions,
                settlement,
                timing,
                new HoldWatch.Watch(context.health(), context.meters()));
        service.atStartAndEvery("hold-watch", settings.recoverEvery(), holdWatch::run);
        service.atStartAndEvery("hold-figures", settings.checkEvery(), holdWatch::measure);
        service.atStartAndEvery("hold-endings", settings.recoverEvery(), new HoldEndings(holds, provider, timing)::run);
        service.atStartAndEvery(
                "runner-advances",
                settings.recoverEvery(),
                new RunnerAdvances(database, advances, timing, context.health(), context.meters())::run);
        service.atStartAndEvery("ledger-check", settings.checkEvery(), ledger::run);
        service.atStartAndEvery("payment-watch", settings.checkEvery(), paymentWatch(context, settings, provider)::run);
        service.every(
                "webhook-retention",
                RETENTION_EVERY,
                () -> deliveries.forgetBefore(timing.now().minus(settings.webhookRetention())));
        service.every(
                RECONCILIATION,
                settings.reconcileEvery(),
                new Reconciliation<>(
                        RECONCILIATION,
                        database,
                        context.health(),
                        new UnsettledPayments(database, bookings, consequences, timing))::run);
    }

    private Punctual provider(ServiceContext context, PaymentSettings settings) {
        Providers.Chosen chosen = settings.provider();
        ProviderContext standsOn = new ProviderContext(
                chosen.name(),
                settings.publicUrl(),
                context.http(),
                settings.providerTimeout(),
                context.clockAsStored(),
                context.database());
        return new Punctual(around.apply(chosen.settings().open(standsOn)), settings.providerDeadline());
    }

    private static LedgerWatch ledgerWatch(ServiceContext context, PaymentSettings settings) {
        Database database = context.database();
        InstantSource clock = context.clockAsStored();
        LedgerWatch watch = new LedgerWatch(
                new LedgerProof(database, clock, settings.proofPace()),
                database,
                clock,
                settings.proofEvery(),
                context.health());
        LedgerMetrics.export(watch, clock, context.meters());
        return watch;
    }

    private static PaymentWatch paymentWatch(ServiceContext context, PaymentSettings settings, Punctual provider) {
        return new PaymentWatch(
                new UnfinishedPayments(context.database()),
                provider::overdue,
                settings.payAgainWithin(),
                context.clockAsStored(),
                context.health(),
                context.meters());
    }
}
