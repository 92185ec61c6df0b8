package my.kilat.notification.inbox;

import my.kilat.notification.recipient.Recipients;
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
    private final Recipients recipients;

    public InboxEndpoints(Inbox inbox, Recipients recipients) {
        this.inbox = inbox;
        this.recipients = recipients;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listNotifications", this::list)
                .on("getNotification", call -> Reply.ok(inbox.find(call.caller().userId(), call.id("id"))))
                .inTransaction("markNotificationRead", this::markRead)
                .inTransaction("markNotificationReadByPost", this::markRead);
    }

    /** Pages for the web and Flutter, stretches for iOS; they are told apart by what they ask with. */
    private Reply list(Call call) {
        recipients.remember(call.caller());
        boolean stretch = !call.hasQuery("page") && (call.hasQuery("cursor") || call.hasQuery("limit"));
        return stretch ? stretch(call) : page(call);
    }

    private Reply page(Call call) {
        PageRequest page = call.page(DEFAULT_LIMIT, LONGEST_PAGE);
        Inbox.Rows rows = inbox.page(call.caller().userId(), page);
        return Reply.page(rows.notifications(), page, rows.total());
    }

    private Reply stretch(Call call) {
        Cursor cursor = call.query("cursor").map(Cursor::of).orElse(Cursor.TOP);
        int limit = call.page(DEFAULT_LIMIT, LONGEST_STRETCH).limit();
        return Reply.ok(inbox.feed(call.caller().userId(), cursor, limit));
    }

    private Reply markRead(Call call, Tx tx) {
        inbox.markRead(tx, call.caller().userId(), call.id("id"));
        return Reply.message("notification marked as read");
    }
}
