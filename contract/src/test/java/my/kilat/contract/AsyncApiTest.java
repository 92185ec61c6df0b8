package my.kilat.contract;

import static my.kilat.contract.Document.ASYNCAPI;
import static my.kilat.contract.Document.JSON;
import static my.kilat.contract.OpenApiTest.fieldNames;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import my.kilat.contract.event.BookingAccepted;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.Envelope;
import my.kilat.contract.event.EventType;
import my.kilat.contract.event.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code asyncapi.yaml} and the enumerations of topics, types and groups say the same. */
class AsyncApiTest {

    @Test
    void isAsyncApi3() {
        assertThat(ASYNCAPI.root().path("asyncapi").textValue()).isEqualTo("3.0.0");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> dangling = new ArrayList<>();
        ASYNCAPI.everyObject((pointer, node) -> {
            if (node.path("$ref").isTextual()
                    && ASYNCAPI.at(node.path("$ref").textValue().substring(1)).isMissingNode()) {
                dangling.add(pointer + " → " + node.path("$ref"));
            }
        });
        assertThat(dangling).isEmpty();
    }

    @Test
    void
            hasNineteenMessagesAboutRidesOneOfAccountsThreeOfOffersOneOfNoticesFiveOfTripsOneOfSuspensionsAndTheDeadLetter() {
        assertThat(ASYNCAPI.root().at("/components/messages")).hasSize(31);
    }

    @ParameterizedTest
    @EnumSource
    void aTopicIsAChannelWithItsDeadLettersBesideIt(Topic topic) {
        String word = topic.name().toLowerCase(Locale.ROOT);
        JsonNode channel = ASYNCAPI.at("/channels/" + word + "Events");
        assertThat(channel.path("address").asText()).isEqualTo(topic.wireName());
        assertThat(channel.at("/bindings/kafka/partitions").asInt()).isEqualTo(topic.partitions());
        assertThat(channel.at("/bindings/kafka/topicConfiguration/retention.ms").asLong())
                .isEqualTo(topic.retention().toMillis());
        assertThat(ASYNCAPI.at("/channels/" + word + "DeadLetters/address").asText())
                .isEqualTo(topic.deadLetters());

        TreeSet<String> expected = new TreeSet<>();
        for (EventType type : EventType.values()) {
            if (type.topic() == topic) {
                expected.add(type.payload().getSimpleName());
            }
        }
        assertThat(fieldNames(channel.path("messages"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void aTypeIsAMessageOfThatNameAndSource(EventType type) {
        JsonNode message = ASYNCAPI.at("/components/messages/" + type.payload().getSimpleName());
        assertThat(message.path("name").asText()).isEqualTo(type.wireName());
        assertThat(message.at("/payload/properties/type/const").asText()).isEqualTo(type.wireName());
        assertThat(message.at("/payload/properties/source/const").asText()).isEqualTo(type.source());
        assertThat(type.wireName()).startsWith(type.topic().name().toLowerCase(Locale.ROOT) + ".");
        assertThat(message.at("/bindings/$ref").asText())
                .endsWith(
                        switch (type.topic()) {
                            case RUNNER, SUSPENSION -> "KeyedByRunner";
                            case ACCOUNT -> "KeyedByAccount";
                            case BOOKING, PAYMENT, TRACKING, DISPATCH, NOTICE, TRIP -> "KeyedByBooking";
                        });
    }

    @ParameterizedTest
    @MethodSource("groups")
    void aGroupIsAnOperationThatReceivesMessagesOfItsTopic(ConsumerGroup<?> group) {
        JsonNode operation = ASYNCAPI.at("/operations/" + group.id());
        assertThat(operation.path("action").asText()).isEqualTo("receive");
        assertThat(operation.at("/bindings/kafka/groupId/const").asText()).isEqualTo(group.id());
        String channel = "#/channels/" + group.topic().name().toLowerCase(Locale.ROOT) + "Events";
        assertThat(operation.at("/channel/$ref").asText()).isEqualTo(channel);
        assertThat(operation.path("messages"))
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.path("$ref").asText()).startsWith(channel + "/messages/"));
    }

    static List<ConsumerGroup<?>> groups() {
        return ConsumerGroup.all();
    }

    @ParameterizedTest
    @EnumSource
    void aTopicCarriesAFamilyOfEventsAndNothingElse(Topic topic) {
        assertThat(topic.events().isSealed()).isTrue();
        assertThat(EventType.in(topic.events())).isNotEmpty().allMatch(type -> type.topic() == topic);
        assertThat(Topic.of(topic.events())).isSameAs(topic);
    }

    @Test
    void noTopicCarriesAllEvents() {
        assertThatThrownBy(() -> Topic.of(DomainEvent.class)).isInstanceOf(IllegalArgumentException.class);
        assertThat(EventType.in(DomainEvent.class)).containsExactly(EventType.values());
        assertThat(EventType.in(BookingAccepted.class)).containsExactly(EventType.BOOKING_ACCEPTED);
    }

    @Test
    void nobodyElseReadsOrWrites() {
        TreeSet<String> expected = new TreeSet<>();
        for (ConsumerGroup<?> group : ConsumerGroup.all()) {
            expected.add(group.id());
        }
        for (Topic topic : Topic.values()) {
            String publishes = topic.source() + "-publishes";
            expected.add(
                    expected.contains(publishes)
                            ? publishes + "-" + topic.name().toLowerCase(Locale.ROOT) + "s"
                            : publishes);
        }
        assertThat(fieldNames(ASYNCAPI.root().path("operations"))).isEqualTo(expected);
    }

    /** The example of a message is valid, and what is read from it is written again as it was. */
    @ParameterizedTest
    @EnumSource
    void anExampleIsValidAndGoesThroughItsRecord(EventType type) throws Exception {
        String pointer = "/components/messages/" + type.payload().getSimpleName();
        JsonNode example = ASYNCAPI.at(pointer + "/examples/0/payload");
        assertThat(ASYNCAPI.problems(pointer + "/payload", example)).isEmpty();

        DomainEvent event = JSON.treeToValue(example.path("data"), type.payload());
        Envelope<?> read = JSON.treeToValue(example, Envelope.class);
        Envelope<DomainEvent> written = Envelope.of(read.id(), read.time(), read.traceparent(), event);
        JsonNode again = Document.json(JSON.writeValueAsString(written));
        assertThat(again.equals(AsyncApiTest::sameValue, example))
                .as("%s", again)
                .isTrue();
        assertThat(event.type()).isSameAs(type);
    }

    @ParameterizedTest
    @EnumSource
    void aStrayFieldIsRefused(EventType type) {
        String pointer = "/components/messages/" + type.payload().getSimpleName();
        ObjectNode example = ASYNCAPI.at(pointer + "/examples/0/payload").deepCopy();
        ((ObjectNode) example.path("data")).put("stray", 1);
        assertThat(ASYNCAPI.problems(pointer + "/payload", example)).isNotEmpty();
        ObjectNode other = ASYNCAPI.at(pointer + "/examples/0/payload").deepCopy();
        other.put("stray", 1);
        assertThat(ASYNCAPI.problems(pointer + "/payload", other)).isNotEmpty();
    }

    /** Events from before 1.0 lack what was added then; readers bear it. */
    @ParameterizedTest
    @EnumSource
    void anOlderEventIsRead(EventType type) throws Exception {
        String name = type.payload().getSimpleName();
        ObjectNode data = ASYNCAPI.at("/components/messages/" + name + "/examples/0/payload/data")
                .deepCopy();
        ASYNCAPI.schema(name).path("properties").properties().forEach(property -> {
            if (property.getValue().has("x-may-lack")) {
                data.remove(property.getKey());
            }
        });
        data.put("unknown", "field");
        DomainEvent event = JSON.treeToValue(data, type.payload());
        assertThat(event.key()).isNotNull();
        assertThat(event.occurredAt()).isNotNull();
    }

    @Test
    void typesAreNamedInAnyLetterCase() {
        assertThat(EventType.named("Booking.Requested")).contains(EventType.BOOKING_REQUESTED);
        assertThat(EventType.named("booking.runner_matched")).isEmpty();
    }

    /** 71 and 71.0 are the same. */
    private static int sameValue(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;
    }
}
