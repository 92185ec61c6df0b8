package my.kilat.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import my.kilat.contract.event.BookingCompleted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.RunnerOffline;
import my.kilat.contract.event.Topic;
import my.kilat.local.FreePort;
import my.kilat.local.LocalKafka;
import my.kilat.local.SecuredListeners;
import my.kilat.local.TestCertificates;
import my.kilat.local.TestServers;
import my.kilat.platform.background.Fault;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.EventProbe;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.host.Host;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.NotesService;
import my.kilat.platform.service.Service;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.settings.Environment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real broker with TLS, logins and rights: every client gets in, and who does not is told why. */
class BrokerSecurityTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static LocalKafka kafka;
    private static SecuredListeners listeners;
    private static TestCertificates certificates;

    @BeforeAll
    static void start() throws Exception {
        kafka = TestServers.newSecuredKafka();
        listeners = kafka.listeners();
        certificates = listeners.certificates();
        addScram(SecuredListeners.USER);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static Map<String, String> settings(int port, String protocol, String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("KAFKA_BROKERS", "127.0.0.1:" + port);
        settings.put("KAFKA_SECURITY_PROTOCOL", protocol);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static Map<String, String> login(int port, String protocol, String mechanism, String... more) {
        Map<String, String> settings = settings(port, protocol, more);
        settings.putIfAbsent("KAFKA_SASL_MECHANISM", mechanism);
        settings.putIfAbsent("KAFKA_SASL_USERNAME", SecuredListeners.USER);
        settings.putIfAbsent("KAFKA_SASL_PASSWORD", listeners.password());
        return settings;
    }

    private static String authority() {
        return certificates.authority().toString();
    }

    static Stream<Map<String, String>> waysIn() {
        return Stream.of(
                login(listeners.saslSsl(), "SASL_SSL", "SCRAM-SHA-256", "KAFKA_SSL_CA", authority()),
                login(
                        listeners.saslSsl(),
                        "sasl_ssl",
                        "PLAIN",
                        "KAFKA_SSL_CA",
                        certificates.trustStore().toString(),
                        "KAFKA_SSL_CA_PASSWORD",
                        TestCertificates.PASSWORD),
                settings(
                        listeners.ssl(),
                        "SSL",
                        "KAFKA_SSL_CA",
                        authority(),
                        "KAFKA_SSL_CERT",
                        certificates.client().toString(),
                        "KAFKA_SSL_KEY",
                        certificates.clientKey().toString()),
                login(listeners.saslPlaintext(), "SASL_PLAINTEXT", "SCRAM-SHA-256"),
                settings(kafka.port(), "PLAINTEXT"));
    }

    /** Admin, relay, live publisher, consumer, fan-out, dead letters and replay: each is a client of its own. */
    @ParameterizedTest
    @MethodSource("waysIn")
    void everyClientGetsIn(Map<String, String> settings) {
        Map<String, String> more = new HashMap<>(settings);
        more.put("EVENT_ATTEMPTS", "2");
        Environment environment = TestService.environment(false, more);
        KafkaSettings kafkaSettings = KafkaSettings.from(environment);
        AtomicBoolean broken = new AtomicBoolean(true);
        List<String> applied = new CopyOnWriteArrayList<>();
        List<String> seen = new CopyOnWriteArrayList<>();
        NotesService notes = new NotesService((context, service) -> {
            context.live();
            watch(service, broken, applied, seen);
        });
        try (EventProbe events = new EventProbe(kafkaSettings.connection());
                TestService ignored = TestService.start(environment, notes)) {
            UUID booking = UUID.randomUUID();
            ServiceContext context = notes.context();
            context.database().run(tx -> context.outbox().append(tx, event(booking, "poison"), event(booking, "2")));
            await().atMost(SOON).until(() -> applied.equals(List.of("2")));
            await().atMost(SOON).until(() -> seen.equals(List.of("poison", "2")));
            UUID runner = UUID.randomUUID();
            context.live().publish(new RunnerOffline(runner, Instant.now()));
            events.await(EventType.RUNNER_OFFLINE, runner);
            events.await(
                    "the dead letter",
                    event -> event.topic().equals(Topic.BOOKING.deadLetters())
                            && event.key().equals(booking.toString()));
            broken.set(false);
            assertThat(DeadLetterQueue.of(Topic.BOOKING, kafkaSettings)
                            .replay(letter -> letter.key().equals(booking.toString()), _ -> {}))
                    .isEqualTo(1);
            await().atMost(SOON).until(() -> applied.equals(List.of("2", "poison")));
        }
    }

    private static void watch(Assembly service, AtomicBoolean broken, List<String> applied, List<String> seen) {
        service.consume(Subscription.of(ConsumerGroup.RUNNER_BOOKINGS).on(BookingCompleted.class, (tx, delivery) -> {
            String number = delivery.event().bookingNumber();
            if (number.equals("poison") && broken.get()) {
                throw new IllegalStateException("told to fail");
            }
            tx.afterCommit(() -> applied.add(number));
        }));
        service.fanOut(FanOutSubscription.ofKeys(key -> true).on(BookingCompleted.class, (_, event) -> {
            // What is replayed is seen again.
            String number = event.bookingNumber();
            if (!seen.contains(number)) {
                seen.add(number);
            }
        }));
    }

    private static BookingCompleted event(UUID booking, String number) {
        return new BookingCompleted(booking, number, UUID.randomUUID(), UUID.randomUUID(), 100, "MYR", Instant.now());
    }

    static Stream<Arguments> waysOut() {
        return Stream.of(
                Arguments.of(
                        settings(listeners.saslSsl(), "PLAINTEXT"),
                        "speaks TLS and wants a login by PLAIN or SCRAM-SHA-256, but KAFKA_SECURITY_PROTOCOL is PLAINTEXT;"
                                + " set it to SASL_SSL"),
                Arguments.of(
                        settings(listeners.ssl(), "PLAINTEXT"),
                        "speaks TLS, but KAFKA_SECURITY_PROTOCOL is PLAINTEXT; set it to SSL or SASL_SSL"),
                Arguments.of(
                        settings(listeners.saslPlaintext(), "PLAINTEXT"),
                        "speaks no TLS and wants a login by PLAIN or SCRAM-SHA-256, but KAFKA_SECURITY_PROTOCOL is"
                                + " PLAINTEXT; set it to SASL_PLAINTEXT"),
                Arguments.of(settings(listeners.saslSsl(), "SSL", "KAFKA_SSL_CA", authority()), "set it to SASL_SSL"),
                Arguments.of(
                        login(kafka.port(), "SASL_SSL", "PLAIN", "KAFKA_SSL_CA", authority()),
                        "speaks no TLS and wants no login, but KAFKA_SECURITY_PROTOCOL is SASL_SSL"),
                Arguments.of(
                        login(listeners.saslPlaintext(), "SASL_SSL", "PLAIN", "KAFKA_SSL_CA", authority()),
                        "set it to SASL_PLAINTEXT"),
                Arguments.of(
                        login(listeners.saslSsl(), "SASL_SSL", "SCRAM-SHA-512", "KAFKA_SSL_CA", authority()),
                        "takes logins by PLAIN, SCRAM-SHA-256, and KAFKA_SASL_MECHANISM is SCRAM-SHA-512"),
                Arguments.of(
                        login(
                                listeners.saslSsl(),
                                "SASL_SSL",
                                "SCRAM-SHA-256",
                                "KAFKA_SSL_CA",
                                authority(),
                                "KAFKA_SASL_PASSWORD",
                                "wrong"),
                        "refuses KAFKA_SASL_USERNAME / KAFKA_SASL_PASSWORD"),
                Arguments.of(
                        login(
                                listeners.saslSsl(),
                                "SASL_SSL",
                                "PLAIN",
                                "KAFKA_SSL_CA",
                                certificates.stranger().toString()),
                        "shows a certificate that nobody vouches for"),
                Arguments.of(
                        login(listeners.saslSsl(), "SASL_SSL", "PLAIN"),
                        "give the authority that signed it as KAFKA_SSL_CA"),
                Arguments.of(
                        login(
                                listeners.saslSsl(),
                                "SASL_SSL",
                                "PLAIN",
                                "KAFKA_SSL_CA",
                                authority(),
                                "KAFKA_BROKERS",
                                "localhost:" + listeners.saslSsl()),
                        "shows a certificate for another name than KAFKA_BROKERS says"),
                Arguments.of(
                        settings(listeners.ssl(), "SSL", "KAFKA_SSL_CA", authority()),
                        "does not accept the certificate of this client; look at KAFKA_SSL_CERT and KAFKA_SSL_KEY"),
                Arguments.of(
                        settings(
                                listeners.ssl(),
                                "SSL",
                                "KAFKA_SSL_CA",
                                authority(),
                                "KAFKA_SSL_CERT",
                                certificates.stranger().toString(),
                                "KAFKA_SSL_KEY",
                                certificates.strangerKey().toString()),
                        "look at KAFKA_SSL_CERT and KAFKA_SSL_KEY"));
    }

    @ParameterizedTest
    @MethodSource("waysOut")
    void whoDoesNotGetInIsToldWhichSettingToLookAt(Map<String, String> settings, String words) throws Exception {
        long began = System.nanoTime();
        Fault fault = fault(settings);
        assertThat(fault.words()).contains(words);
        assertThat(fault.cause()).isEqualTo(Fault.Cause.REFUSED);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("at once, and not when a request has timed out")
                .isLessThan(Duration.ofSeconds(9));
    }

    private static Fault fault(Map<String, String> settings) throws InterruptedException {
        KafkaSettings kafkaSettings = KafkaSettings.from(Environment.of(settings));
        try (Admin admin = new Brokers(kafkaSettings).admin()) {
            new Topics(admin, kafkaSettings).ensure(Set.of(Topic.BOOKING));
        } catch (FaultException e) {
            return e.fault();
        } catch (java.util.concurrent.ExecutionException | KafkaException e) {
            return BrokerFault.of(e, kafkaSettings);
        }
        throw new AssertionError("it got in");
    }

    @Test
    void nobodyAndSomebodyElseAreAwayAndNotRefusing() throws Exception {
        int nobody = FreePort.next();
        assertThat(fault(settings(nobody, "PLAINTEXT")))
                .isEqualTo(new Fault(
                        Fault.Cause.AWAY,
                        "the broker at 127.0.0.1:" + nobody + " cannot be reached: Connection refused"));
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerNonsense(other));
            Fault fault = fault(settings(other.getLocalPort(), "PLAINTEXT"));
            assertThat(fault.cause()).isEqualTo(Fault.Cause.AWAY);
            assertThat(fault.words()).contains("what answers there is not a Kafka broker");
        }
    }

    private static void answerNonsense(ServerSocket server) {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                socket.getInputStream().read(new byte[1_000]);
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
            } catch (java.io.IOException e) {
                return;
            }
        }
    }

    @Test
    void aServiceThatDoesNotGetInSaysWhyAndGetsInOnceItMay() throws Exception {
        String user = "late";
        Environment environment = TestService.environment(
                false,
                login(
                        listeners.saslSsl(),
                        "SASL_SSL",
                        "SCRAM-SHA-256",
                        "KAFKA_SSL_CA",
                        authority(),
                        "KAFKA_SASL_USERNAME",
                        user));
        try (Host host = Host.create(environment);
                Service notes = Service.of(new NotesService(), environment, host)) {
            notes.start();
            ApiClient client = ApiClient.at(notes.port());
            awaitCheck(client, "topics", "refuses KAFKA_SASL_USERNAME / KAFKA_SASL_PASSWORD");
            assertThat(client.get("/readiness").status()).isEqualTo(503);
            assertThat(client.get("/health").status()).isEqualTo(200);

            addScram(user);
            awaitCheck(client, "topics", "does not permit this");

            allow(user, ResourceType.TOPIC, "*", AclOperation.ALL);
            allow(user, ResourceType.GROUP, "*", AclOperation.ALL);
            await().atMost(SOON).until(() -> client.get("/readiness").status() == 200);
        }
    }

    private static void awaitCheck(ApiClient client, String check, String words) {
        await(words)
                .atMost(SOON)
                .until(() -> client.get("/readiness")
                        .json()
                        .path("checks")
                        .path(check)
                        .asText()
                        .contains(words));
    }

    @Test
    void whatTheBrokerDoesNotLetUsChangeIsSaidWithTheCommand() throws Exception {
        KafkaSettings limited = KafkaSettings.from(Environment.of(login(
                listeners.saslSsl(),
                "SASL_SSL",
                "PLAIN",
                "KAFKA_SSL_CA",
                authority(),
                "KAFKA_SASL_USERNAME",
                SecuredListeners.LIMITED)));
        for (AclOperation operation :
                List.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS)) {
            allow(SecuredListeners.LIMITED, ResourceType.TOPIC, "*", operation);
        }
        String name = Topic.TRACKING.wireName();
        try (Admin everything = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
                Admin admin = new Brokers(limited).admin()) {
            for (String topic : List.of(name, Topic.TRACKING.deadLetters())) {
                TopicSurgery.delete(everything, topic);
            }
            assertThatThrownBy(() -> new Topics(admin, limited).ensure(Set.of(Topic.TRACKING)))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("make it by: kafka-topics.sh --create --topic tracking.events")
                    .hasMessageContaining("--partitions 6 --replication-factor 1");

            TopicSurgery.create(everything, name, 1, Map.of("retention.ms", "3600000"));
            TopicSurgery.create(everything, Topic.TRACKING.deadLetters(), 3, Map.of());
            Topics.Found found = new Topics(admin, limited).ensure(Set.of(Topic.TRACKING));
            assertThat(found.topics().get(Topic.TRACKING).partitions())
                    .as("and it goes on with what there is")
                    .isEqualTo(1);
            assertThat(found.complaints())
                    .anySatisfy(complaint -> assertThat(complaint)
                            .startsWith("tracking.events has 1 partitions instead of 6")
                            .endsWith("kafka-topics.sh --alter --topic tracking.events --partitions 6"))
                    .anySatisfy(complaint -> assertThat(complaint)
                            .startsWith("retention.ms of tracking.events is 3600000 instead of 604800000")
                            .endsWith("--entity-name tracking.events --add-config retention.ms=604800000"));
        }
    }

    private static void addScram(String user) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096), listeners.password())))
                    .all()
                    .get();
        }
    }

    private static void allow(String user, ResourceType type, String name, AclOperation operation) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(type, name, PatternType.LITERAL),
                            new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
    }
}
