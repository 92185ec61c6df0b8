package my.kilat.notification.channel;

import static my.kilat.contract.notification.Channel.EMAIL;
import static my.kilat.contract.notification.Channel.PUSH;
import static my.kilat.contract.notification.Channel.SMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.notification.Channel;
import my.kilat.notification.delivery.Channels;
import my.kilat.notification.delivery.DeliveryChannel;
import my.kilat.notification.delivery.Outcome;
import my.kilat.notification.delivery.Provider;
import my.kilat.notification.domain.Device;
import my.kilat.notification.domain.Message;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.domain.Template;
import my.kilat.notification.domain.Variable;
import my.kilat.notification.domain.Variables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom a channel reaches, and in which words. */
class ChannelsTest {
    private static final Set<Channel> ALL = Set.of(PUSH, SMS, EMAIL);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DeliveryChannel push = new PushChannel(new Answering());
    private final DeliveryChannel sms = new SmsChannel(new Answering(), meters);
    private final DeliveryChannel email = new EmailChannel(new Answering());
    private final Channels channels = new Channels(List.of(sms, email, push));

    /** Sends what is short and refuses the rest. */
    private static final class Answering implements Provider {
        @Override
        public List<Outcome> send(List<Message> messages) {
            return messages.stream()
                    .map(message ->
                            message.text().length() < 400 ? new Outcome.Sent() : (Outcome) new Outcome.Refused("long"))
                    .toList();
        }

        @Override
        public int batch() {
            return 1;
        }
    }

    private static Recipient recipient(
            Set<Channel> enabled, int devices, @Nullable String phone, @Nullable String email) {
        return new Recipient(
                UUID.randomUUID(),
                enabled,
                IntStream.range(0, devices)
                        .mapToObj(i -> new Device(i, "t" + i, 0))
                        .toList(),
                phone,
                email,
                "",
                null);
    }

    @Test
    void aChannelNeedsToBeWantedAndToLeadSomewhere() {
        assertThat(channels.reaching(recipient(ALL, 1, "+60123456789", "a@b.my")))
                .containsExactly(PUSH, SMS, EMAIL);
        assertThat(channels.reaching(recipient(ALL, 0, "+60123456789", ""))).containsExactly(SMS);
        assertThat(channels.reaching(recipient(Set.of(PUSH), 1, "+60123456789", "a@b.my")))
                .containsExactly(PUSH);
        assertThat(channels.reaching(recipient(Set.of(), 1, "+60123456789", "a@b.my")))
                .isEmpty();
        assertThat(channels.reaching(recipient(ALL, 0, null, " "))).isEmpty();
    }

    @Test
    void aDeviceIsNoAddressOfTheAccount() {
        assertThat(channels.reachingAccount(recipient(ALL, 1, "+60123456789", "a@b.my")))
                .containsExactly(SMS, EMAIL);
        assertThat(channels.reachingAccount(recipient(Set.of(PUSH, EMAIL), 1, "+60123456789", null)))
                .isEmpty();
    }

    @Test
    void everyDeviceIsAnAddressOfItsOwn() {
        assertThat(push.addresses(recipient(ALL, 3, null, null)))
                .extracting(address -> address.text())
                .containsExactly("t0", "t1", "t2");
    }

    @Test
    void eachChannelHasItsOwnWords() {
        Variables variables = Variables.none().and(Variable.BOOKING_NUMBER, "BK-7QK2MX");
        Template template = Template.BOOKING_ACCEPTED;
        assertThat(push.content(template, variables, "Eve").title()).isEqualTo("Runner Assigned!");
        assertThat(push.content(template, variables, "Eve").html()).isEmpty();
        assertThat(sms.content(template, variables, "Eve").text())
                .isEqualTo("Kilat: a runner has accepted your booking BK-7QK2MX.");
        assertThat(email.content(template, variables, "Eve").title()).isEqualTo("A runner has accepted BK-7QK2MX");
        assertThat(email.content(template, variables, "Eve").html()).contains("Hello Eve,");
    }

    @Test
    void thePartsOfTextMessagesThatWereSentAreCounted() {
        List<Message> messages = List.of(text("x".repeat(161)), text("short"), text("x".repeat(400)));
        assertThat(sms.provider().send(messages)).hasSize(3);
        assertThat(meters.counter("kilat.notifications.sms.parts").count()).isEqualTo(3);
    }

    private static Message text(String text) {
        return new Message(UUID.randomUUID(), "+60123456789", "", "", text, "");
    }

    @Test
    void eachConstantNeedsExactlyOneChannel() {
        assertThatThrownBy(() -> new Channels(List.of(push, sms)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no channel EMAIL");
        assertThatThrownBy(() -> new Channels(List.of(push, sms, email, push)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are two channels PUSH");
    }
}
