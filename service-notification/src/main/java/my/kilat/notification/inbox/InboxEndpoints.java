package my.kilat.notification.inbox;

import java.time.InstantSource;
import java.util.List;
import my.kilat.contract.notification.Notification;
import my.kilat.contract.notification.NotificationFeed;
import my.kilat.notification.domain.Cursor;
import my.kilat.notification.recipient.Contacts;
import my.kilat.notification.store.Inbox;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.PageRequest;

/** The inbox over HTTP. */
public final class InboxEndpoints implements Endpoints {
    private static final int DEFAULT_LIMIT = 20;
    private static final int LONGEST_PAGE = 100;
    private static final int LONGEST_STRETCH = 50;

    private final Inbox inbox;
    private final Contacts contacts;
    private final InstantSource clock;

    public InboxEndpoints(Inbox inbox, Contacts contacts, InstantSource clock) {
        this.inbox = inbox;
        this.contacts = contacts;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listNotifications", this::list)
                .on("getNotification", call -> Reply.ok(inbox.find(call.caller().userId(), call.id("id"))))
                .inTransaction("markNotificationRead", this::markRead)
                .inTransaction("markNotificationReadByPost", this::markRead);
    }

    /** Numbered pages for the web and Flutter, cursors for iOS; the query parameters distinguish them. */
    private Reply list(Call call) {
        contacts.remember(call.caller());
        boolean stretch = !call.hasQuery("page") && (call.hasQuery("cursor") || call.hasQuery("limit"));
        return stretch ? stretch(call) : page(call);
    }

    private Reply page(Call call) {
        PageRequest page = call.page(DEFAULT_LIMIT, LONGEST_PAGE);
        Inbox.Rows rows = inbox.page(call.caller().userId(), page.limit(), page.offset());
        return Reply.page(rows.notifications(), page, rows.total());
    }

    private Reply stretch(Call call) {
        Cursor cursor = call.query("cursor").map(Cursor::of).orElse(Cursor.TOP);
        int limit = call.page(DEFAULT_LIMIT, LONGEST_STRETCH).limit();
        List<Notification> found = inbox.behind(call.caller().userId(), cursor, limit + 1);
        List<Notification> shown = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? Cursor.behind(shown.getLast()).word() : null;
        NotificationFeed feed = NotificationFeed.of(shown, next == null ? "" : next);
        return call.hasQuery("cursor") ? Reply.cursorPage(feed, limit, next) : Reply.ok(feed);
    }

    private Reply markRead(Call call, Tx tx) {
        Inbox.markRead(tx, call.caller().userId(), call.id("id"), clock.instant());
        return Reply.message("notification marked as read");
    }
}
