package my.kilat.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.UpdatePreferencesRequest;
import my.kilat.notification.Ride;
import my.kilat.notification.domain.Address;
import my.kilat.notification.domain.Announcement;
import my.kilat.notification.domain.Announcements;
import my.kilat.notification.domain.Contact;
import my.kilat.notification.domain.Content;
import my.kilat.notification.domain.Message;
import my.kilat.notification.domain.QuietHours;
import my.kilat.notification.domain.QuietHoursChange;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.domain.RetryPolicy;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variables;
import my.kilat.notification.store.Devices;
import my.kilat.notification.store.Inbox;
import my.kilat.notification.store.Recipients;
import my.kilat.platform.background.Part;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.DatabaseSettings;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.host.Host;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is put into the queue of one lane wakes its worker and no other. */
class WakingTest {
    /** Noon in Kuala Lumpur. */
    private static final Instant NOW = Instant.parse("2026-02-12T04:00:00Z");

    private final List<Runnable> runs = new ArrayList<>();
    private final List<Channel> sent = new ArrayList<>();
    private final UUID user = UUID.randomUUID();
    private Host host;
    private Database database;
    private DeliveryWorkers workers;
    private DeliveryScheduler scheduler;

    /** A channel whose provider accepts everything; that of text messages alone has an address. */
    private final class Accepting implements DeliveryChannel, Provider {
        private final Channel id;

        Accepting(Channel id) {
            this.id = id;
        }

        @Override
        public Channel id() {
            return id;
        }

        @Override
        public List<Address> addresses(Recipient recipient) {
            return Address.ofAccount(id == Channel.SMS ? recipient.phone() : null);
        }

        @Override
        public Content content(Template template, Variables variables, String name) {
            return Content.plain(template.title(), template.text(variables));
        }

        @Override
        public Provider provider() {
            return this;
        }

        @Override
        public List<Outcome> send(List<Message> messages) {
            sent.addAll(Collections.nCopies(messages.size(), id));
            return Collections.nCopies(messages.size(), new Outcome.Sent());
        }

        @Override
        public int batch() {
            return 10;
        }
    }

    @BeforeEach
    void open() {
        Environment environment = TestService.environment(false, Map.of());
        host = Host.create(environment, () -> NOW);
        database = Database.open(
                DatabaseSettings.from(environment, "notification"), "notification", new SimpleMeterRegistry());
        List<DeliveryChannel> channels =
                Stream.of(Channel.values()).<DeliveryChannel>map(Accepting::new).toList();
        workers = new DeliveryWorkers(
                channels.stream()
                        .map(channel -> Lane.ofNotifications(channel, database, RetryPolicy.OF_OFFERS))
                        .toList(),
                new Devices(database),
                host.tokens(TokenSettings.from(environment)).revocations(),
                new DeliveryWorkers.Execution(() -> NOW, runs::add, new SimpleMeterRegistry()),
                Part::new);
        scheduler = new DeliveryScheduler(new Channels(channels), workers);
        database.run(tx -> Recipients.put(tx, new Contact(user, "+60123456789", "", "Aisyah", 1, 0), NOW));
    }

    @AfterEach
    void close() {
        workers.close();
        database.close();
        host.close();
    }

    private void announce() {
        List<Announcement> announcements =
                Announcements.of(UUID.randomUUID(), Ride.of(user).accepted(), _ -> Optional.empty());
        database.run(tx -> {
            Inbox.put(tx, announcements, NOW);
            scheduler.schedule(
                    tx, announcements.stream().map(Announcement::stored).toList(), NOW);
        });
    }

    private void change(QuietHoursChange hours) {
        database.run(tx -> Recipients.update(tx, user, new UpdatePreferencesRequest(Map.of(), null, null), hours, NOW));
    }

    @Test
    void theWorkerOfTheChannelThatReachesTheRecipient() {
        announce();
        assertThat(runs).hasSize(1);
        runs.getFirst().run();
        assertThat(sent).containsExactly(Channel.SMS);
    }

    @Test
    void noneForWhatWaitsForTheEndOfQuietHoursAndItsOwnOnceTheyAreChanged() {
        change(new QuietHoursChange.Set(new QuietHours(LocalTime.of(11, 0), LocalTime.of(13, 0))));
        announce();
        assertThat(runs).isEmpty();
        change(new QuietHoursChange.Clear());
        database.run(tx -> scheduler.reconsider(tx, user, NOW));
        assertThat(runs).hasSize(1);
        runs.getFirst().run();
        assertThat(sent).containsExactly(Channel.SMS);
    }

    @Test
    void allForWhatHasBecomeDue() {
        workers.wakeAll();
        assertThat(runs).hasSize(Channel.values().length);
    }
}
