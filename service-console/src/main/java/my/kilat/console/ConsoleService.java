package my.kilat.console;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import my.kilat.console.audit.Acts;
import my.kilat.console.audit.AuditEndpoints;
import my.kilat.console.audit.ServiceActs;
import my.kilat.console.booking.BookingActEndpoints;
import my.kilat.console.booking.BookingEndpoints;
import my.kilat.console.broker.DeadLetterEndpoints;
import my.kilat.console.broker.DeadLetters;
import my.kilat.console.broker.EventEndpoints;
import my.kilat.console.broker.EventFlow;
import my.kilat.console.http.ConsoleSessions;
import my.kilat.console.http.SessionEndpoints;
import my.kilat.console.live.StreamEndpoints;
import my.kilat.console.map.MapEndpoints;
import my.kilat.console.map.PastEndpoints;
import my.kilat.console.map.ShopEndpoints;
import my.kilat.console.message.MessageActEndpoints;
import my.kilat.console.message.MessageEndpoints;
import my.kilat.console.money.MoneyEndpoints;
import my.kilat.console.money.RefundEndpoints;
import my.kilat.console.now.GatewayWatch;
import my.kilat.console.now.NowEndpoints;
import my.kilat.console.now.Reports;
import my.kilat.console.pages.PageEndpoints;
import my.kilat.console.people.InvitationEndpoints;
import my.kilat.console.people.StaffEndpoints;
import my.kilat.console.runner.RunnerActEndpoints;
import my.kilat.console.runner.RunnerEndpoints;
import my.kilat.console.session.Identity;
import my.kilat.console.session.Sessions;
import my.kilat.console.simulator.BrokerEndpoints;
import my.kilat.console.simulator.Demos;
import my.kilat.console.simulator.SimulatorEndpoints;
import my.kilat.console.store.AuditLog;
import my.kilat.console.store.SavedViews;
import my.kilat.console.store.SessionRows;
import my.kilat.console.system.InstanceEndpoints;
import my.kilat.console.system.Instances;
import my.kilat.console.system.MetricsWatch;
import my.kilat.console.system.ProcessEndpoints;
import my.kilat.console.system.SystemEndpoints;
import my.kilat.console.upstream.Addresses;
import my.kilat.console.upstream.People;
import my.kilat.console.upstream.Services;
import my.kilat.console.upstream.Supervisor;
import my.kilat.console.view.ViewEndpoints;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sweep;
import my.kilat.platform.event.BrokerOverview;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.ServiceClient;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.platform.settings.Environment;

/** What the operations console asks. Port 8010, database {@code kilat_console}. */
public final class ConsoleService implements ServiceDefinition<ConsoleSettings> {
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);
    private static final Duration STREAMS_EVERY = Duration.ofSeconds(5);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(20);

    @Override
    public String name() {
        return Component.CONSOLE.shortName();
    }

    @Override
    public int port() {
        return Component.CONSOLE.port();
    }

    @Override
    public ConsoleSettings settings(Environment environment) {
        return ConsoleSettings.from(environment);
    }

    @Override
    public void assemble(ServiceContext context, ConsoleSettings settings, Assembly service) {
        Database database = context.database();
        InstantSource clock = context.clock();
        Map<Component, ServiceClient> clients = new EnumMap<>(Component.class);
        settings.addresses()
                .forEach((component, addresses) ->
                        clients.put(component, context.clientOf(component.shortName(), addresses.getFirst())));
        Services services = new Services(clients, context.virtualThreads());

        Sessions sessions = new Sessions(
                new SessionRows(database),
                new Identity(services.client(Component.IDENTITY)),
                context.tokens(),
                clock,
                settings.sessionLife());
        ConsoleSessions cookies = new ConsoleSessions(
                sessions, !settings.development(), settings.sessionLife().toSeconds());
        service.sessions(cookies);

        AuditLog log = new AuditLog(database);
        Acts acts = new Acts(log, clock);
        ServiceActs serviceActs = new ServiceActs(services, acts);
        GatewayWatch gateway =
                new GatewayWatch(settings.gateway(), address -> context.clientOf("gateway", address), clock);
        BrokerOverview broker = service.closing(BrokerOverview.of(settings.kafka()));
        EventFlow events = new EventFlow(services, broker, context.virtualThreads(), clock);
        Instances instances = new Instances(
                settings.addresses(),
                Addresses::of,
                (component, address) -> context.clientOf(component.shortName(), address));
        MetricsWatch metrics = new MetricsWatch(instances, services, clock);
        Optional<Demos> demos =
                settings.demo().map(course -> new Demos(services, course, context.virtualThreads(), clock));
        Supervisor supervisor = new Supervisor(context.http(), settings.supervisor());
        StreamEndpoints streams = new StreamEndpoints(cookies, sessions, clock);
        service.endpoints(
                new PageEndpoints(settings.mapStyle()),
                new SessionEndpoints(sessions, cookies, settings.development()),
                new NowEndpoints(services, new Reports(services), gateway, events, context.virtualThreads(), clock),
                new BookingEndpoints(services, new People(services)),
                new BookingActEndpoints(cookies, serviceActs),
                new MapEndpoints(services, settings.mapStyle(), context.virtualThreads(), clock),
                new PastEndpoints(services),
                new ShopEndpoints(services, context.virtualThreads(), clock),
                new RunnerEndpoints(services, new People(services)),
                new RunnerActEndpoints(serviceActs),
                new MoneyEndpoints(services, context.virtualThreads(), clock),
                new RefundEndpoints(cookies, serviceActs),
                new MessageEndpoints(services, new People(services), context.virtualThreads(), clock),
                new MessageActEndpoints(serviceActs),
                new StaffEndpoints(services, serviceActs),
                new InvitationEndpoints(services, sessions, cookies, acts),
                new SimulatorEndpoints(services, demos, acts, serviceActs),
                new BrokerEndpoints(settings.development(), supervisor, acts),
                new EventEndpoints(events),
                new DeadLetterEndpoints(new DeadLetters(broker), acts),
                new SystemEndpoints(services, instances, context.virtualThreads(), clock),
                new InstanceEndpoints(services, instances, context::report, context::recentLog, metrics),
                new ProcessEndpoints(supervisor, acts),
                new AuditEndpoints(log),
                new ViewEndpoints(new SavedViews(database), clock),
                streams);

        service.fanOut(streams.subscription());
        service.atStop(streams::close);
        service.atStop(() -> demos.ifPresent(Demos::close));
        service.every("streams-of-ended-sessions", STREAMS_EVERY, streams::check);
        service.every("gateway-figures", WATCH_EVERY, gateway::read);
        service.every("service-metrics", MetricsWatch.EVERY, metrics::read);
        service.every(
                "old-sessions",
                TIDY_EVERY,
                () -> Sweep.deleteBefore(database, "session", "expires_at", clock.instant()));
    }
}
