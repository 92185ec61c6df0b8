package my.kilat.notification.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.contract.internal.NoticeQuestion;
import my.kilat.contract.internal.NoticeRowsQuestion;
import my.kilat.contract.internal.OutgoingQuestion;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.DeliveryState;
import my.kilat.notification.delivery.Channels;
import my.kilat.notification.delivery.DeliveryChannel;
import my.kilat.notification.domain.Recipient;
import my.kilat.notification.domain.StoredMessage;
import my.kilat.notification.store.MessageLists;
import my.kilat.notification.store.MessageLists.Line;
import my.kilat.notification.store.Messages;
import my.kilat.notification.store.NoticeOverviews;
import my.kilat.notification.store.Recipients;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.Cursor;
import my.kilat.platform.time.Times;
import org.jspecify.annotations.Nullable;

/** Messages for the operations console, which decides who may look at them. */
public final class MessageEndpoints implements Endpoints {
    private static final int PAGE = 50;
    private static final Duration DAYS_BEFORE_TODAY = Duration.ofDays(6);
    private static final Cursor FIRST_TO_BE_SENT = new Cursor(Instant.EPOCH, new UUID(0, 0));

    private final Database database;
    private final Channels channels;
    private final MessageLists lists;
    private final Renderings renderings;
    private final InstantSource clock;

    public MessageEndpoints(Database database, Channels channels, InstantSource clock) {
        this.database = database;
        this.channels = channels;
        this.lists = new MessageLists(database);
        this.renderings = new Renderings(channels);
        this.clock = clock;
    }

    private record Figures(List<MessageLists.Day> days, List<MessageLists.Waiting> waiting) {}

    private record Way(Channel channel, boolean enabled, int addresses) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Known(
            UUID userId,
            String name,
            @Nullable String email,
            @Nullable String phone,
            List<Way> channels,
            @Nullable String quietHoursStart,
            @Nullable String quietHoursEnd) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Page(
            List<Line> items,
            List<Known> recipients,
            @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record File(
            NoticeOverviews.Notice notice,
            String eventType,
            UUID bookingId,
            @Nullable Instant usefulUntil,
            @Nullable Known recipient,
            List<Renderings.Rendering> renderings,
            List<Messages.Outgoing> handed) {}

    private record Templates(List<Renderings.Example> items) {}

    private record Inbox(List<Channel> simulated, List<Messages.Outgoing> items) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("countNoticesByDay", _ -> figures())
                .on("listNoticeRows", this::list)
                .on("findNotice", this::find)
                .on("listTemplates", _ -> Reply.ok(new Templates(renderings.examples())))
                .on("listOutgoing", this::outgoing);
    }

    private Reply figures() {
        Instant now = clock.instant();
        Set<Channel> all = EnumSet.allOf(Channel.class);
        return Reply.ok(new Figures(
                lists.days(all, Times.startOfDay(now).minus(DAYS_BEFORE_TODAY), now), lists.countWaiting(all, now)));
    }

    private Reply list(Call call) {
        NoticeRowsQuestion question = call.body(NoticeRowsQuestion.class);
        // One more than the page has, and the other channels of its last message.
        List<Line> found = lines(question, PAGE + 1 + Channel.values().length);
        int size = Math.min(PAGE, found.size());
        while (size > 0
                && size < found.size()
                && found.get(size).place().equals(found.get(size - 1).place())) {
            size++;
        }
        List<Line> items = found.subList(0, size);
        String next = size < found.size() ? items.getLast().place().toString() : null;
        return Reply.ok(new Page(items, known(question.userIds()), next));
    }

    private List<Line> lines(NoticeRowsQuestion question, int limit) {
        Channel channel = question.channel();
        DeliveryState state = question.state();
        if (!question.userIds().isEmpty()) {
            return lists.ofUsers(question.userIds(), channel, state, Cursor.parse(question.before()), limit);
        }
        Collection<Channel> chosen = channel == null ? EnumSet.allOf(Channel.class) : EnumSet.of(channel);
        if (state == DeliveryState.PENDING) {
            Cursor place = question.before() == null ? FIRST_TO_BE_SENT : Cursor.parse(question.before());
            return lists.waiting(chosen, place, limit);
        }
        Collection<DeliveryState> states =
                state == null ? EnumSet.complementOf(EnumSet.of(DeliveryState.PENDING)) : EnumSet.of(state);
        return lists.ended(states, chosen, Cursor.parse(question.before()), limit);
    }

    private List<Known> known(Collection<UUID> users) {
        if (users.isEmpty()) {
            return List.of();
        }
        return database.transact(tx -> Recipients.reachable(tx, users)).values().stream()
                .sorted(Comparator.comparing(Recipient::userId))
                .map(this::known)
                .toList();
    }

    private Known known(Recipient recipient) {
        var quiet = recipient.quietHours();
        return new Known(
                recipient.userId(),
                recipient.name(),
                recipient.email(),
                recipient.phone(),
                channels.all().map(channel -> way(channel, recipient)).toList(),
                quiet == null ? null : quiet.start().toString(),
                quiet == null ? null : quiet.end().toString());
    }

    private static Way way(DeliveryChannel channel, Recipient recipient) {
        return new Way(
                channel.id(),
                recipient.wants(channel.id()),
                channel.addresses(recipient).size());
    }

    private Reply find(Call call) {
        UUID id = call.body(NoticeQuestion.class).noticeId();
        StoredMessage message = Messages.find(database, id).orElseThrow(() -> new Failure.NotFound("Message", id));
        NoticeOverviews.Notice notice =
                new NoticeOverviews(database).find(id).orElseThrow(() -> new Failure.NotFound("Message", id));
        Known recipient = known(List.of(message.userId())).stream().findFirst().orElse(null);
        return Reply.ok(new File(
                notice,
                message.eventType(),
                message.bookingId(),
                message.usefulUntil(),
                recipient,
                message.template() == null
                        ? List.of()
                        : renderings.of(
                                message.template(), message.variables(), recipient == null ? "" : recipient.name()),
                Messages.handed(database, id)));
    }

    private Reply outgoing(Call call) {
        OutgoingQuestion question = call.body(OutgoingQuestion.class);
        List<Channel> simulated = Arrays.stream(Channel.values())
                .filter(channel -> channels.get(channel).provider().simulation().isPresent())
                .toList();
        List<Channel> chosen = simulated.stream()
                .filter(channel -> question.channel() == null || question.channel() == channel)
                .toList();
        String address = question.address() == null ? null : question.address().strip();
        return Reply.ok(new Inbox(simulated, Messages.latest(database, chosen, address)));
    }
}
