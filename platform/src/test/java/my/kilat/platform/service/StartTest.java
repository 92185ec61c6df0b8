package my.kilat.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.Subscription;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.host.Host;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.Test;

/** A service that cannot start says why in one sentence. */
class StartTest {
    private static void start(Environment environment) {
        start(new NotesService(), environment);
    }

    private static void start(ServiceDefinition<?> definition, Environment environment) {
        try (Host host = Host.create(environment)) {
            Service.of(definition, environment, host).start();
        }
    }

    @Test
    void aPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Environment environment = TestService.environment(false, Map.of("SERVICE_PORT", "" + taken.getLocalPort()));
            assertThatThrownBy(() -> start(environment))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("is taken");
        }
    }

    @Test
    void aDatabaseThatDoesNotExist() {
        Environment environment = TestService.environment(false, Map.of("DB_NAME", "no_such_database"));
        assertThatThrownBy(() -> start(environment))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("no_such_database does not exist");
    }

    @Test
    void aDatabaseServerThatNeverComes() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            int port = silent.getLocalPort();
            silent.close();
            Environment environment =
                    TestService.environment(false, Map.of("DB_PORT", "" + port, "DB_START_WAIT", "1s"));
            assertThatThrownBy(() -> start(environment))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("cannot be reached: the connection is refused; check DB_HOST and DB_PORT");
        }
    }

    @Test
    void aWrongPassword() {
        Environment environment = TestService.environment(false, Map.of("DB_USER", "nobody-here"));
        assertThatThrownBy(() -> start(environment))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("refuses DB_USER / DB_PASSWORD");
    }

    @Test
    void aBrokerThatCannotBeResolved() {
        Environment environment = TestService.environment(false, Map.of("KAFKA_BROKERS", "no such host:9092"));
        assertThatThrownBy(() -> start(environment))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("KAFKA_BROKERS is no such host:9092");
    }

    @Test
    void aMissingSecretOutsideDevelopment() {
        Environment environment = TestService.environment(false, Map.of("APP_ENV", "production", "DB_PASSWORD", ""));
        assertThatThrownBy(() -> start(environment))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("DB_PASSWORD is not set");
    }

    @Test
    void twoSubscriptionsOfOneGroup() {
        NotesService twice = new NotesService((_, service) -> {
            service.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS).on(BookingEvent.class, (_, _) -> {}));
            service.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS).on(BookingEvent.class, (_, _) -> {}));
        });
        assertThatThrownBy(() -> start(twice, TestService.environment(false, Map.of())))
                .hasMessageContaining("service-runner-bookings has a subscription already");
    }

    @Test
    void aSubscriptionThatReadsNothing() {
        NotesService nothing =
                new NotesService((_, service) -> service.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS)));
        assertThatThrownBy(() -> start(nothing, TestService.environment(false, Map.of())))
                .hasMessageContaining("service-runner-bookings reads nothing");
    }

    @Test
    void aPartThatIsAddedAfterTheStartIsRefused() {
        AtomicReference<Assembly> kept = new AtomicReference<>();
        NotesService notes = new NotesService((_, assembly) -> kept.set(assembly));
        try (var _ = TestService.start(false, Map.of(), notes)) {
            assertThatThrownBy(() -> kept.get().every("too late", Duration.ofHours(1), () -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("parts are added in assemble()");
        }
    }

    @Test
    void anOperationWithoutAHandler() {
        assertThatThrownBy(() -> start(new Parts((_, _) -> {}), TestService.environment(false, Map.of())))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("notes has no handler for")
                .hasMessageContaining("createNote");
    }

    @Test
    void whatWasOpenedIsClosedWhenTheStartFails() {
        List<String> closed = new ArrayList<>();
        AtomicReference<Database> database = new AtomicReference<>();
        var broken = new Parts((context, service) -> {
            database.set(context.database());
            service.closing(() -> closed.add(
                    "first, and the database is " + context.database().state()));
            service.closing(() -> closed.add("second"));
            service.atStop(() -> closed.add("never began"));
            throw new StartException("something is missing");
        });
        assertThatThrownBy(() -> start(broken, TestService.environment(false, Map.of())))
                .isInstanceOf(StartException.class)
                .hasMessage("something is missing");
        assertThat(closed).containsExactly("second", "first, and the database is ok");
        assertThat(database.get().state()).isNotEqualTo("ok");
    }

    /** The notes service with other parts. */
    private record Parts(BiConsumer<ServiceContext, Assembly> parts) implements ServiceDefinition<Environment> {
        @Override
        public String name() {
            return "notes";
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public List<ApiDocument> documents() {
            return List.of(ApiDocument.load("my/kilat/platform/notes-openapi.yaml"));
        }

        @Override
        public Environment settings(Environment environment) {
            return environment;
        }

        @Override
        public void assemble(ServiceContext context, Environment settings, Assembly service) {
            parts.accept(context, service);
        }
    }
}
