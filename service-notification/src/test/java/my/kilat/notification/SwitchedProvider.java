package my.kilat.notification;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import my.kilat.notification.delivery.Outcome;
import my.kilat.notification.delivery.Provider;
import my.kilat.notification.domain.Message;

/** A provider of push messages that is there or away, and remembers what it was handed. */
final class SwitchedProvider implements Provider {
    private final List<UUID> sent = new CopyOnWriteArrayList<>();
    private final List<UUID> tried = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    SwitchedProvider() {}

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    /** The ids of the messages that it has accepted, as often as it has. */
    List<UUID> sent() {
        return List.copyOf(sent);
    }

    /** The ids of the messages that came while it was away. */
    List<UUID> tried() {
        return List.copyOf(tried);
    }

    @Override
    public List<Outcome> send(List<Message> messages) {
        boolean isAway = away;
        messages.forEach(message -> (isAway ? tried : sent).add(message.notificationId()));
        return messages.stream()
                .map(_ -> isAway ? (Outcome) new Outcome.Away("switched off") : new Outcome.Sent())
                .toList();
    }

    @Override
    public int batch() {
        return 1000;
    }
}
