package my.kilat.notification.overview;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import my.kilat.contract.internal.BookingFileQuestion;
import my.kilat.notification.store.NoticeOverviews;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Notices for the operations console, which decides who may look at them. */
public final class OverviewEndpoints implements Endpoints {
    private static final Duration LATELY = Duration.ofHours(1);

    private final NoticeOverviews overviews;
    private final InstantSource clock;

    public OverviewEndpoints(NoticeOverviews overviews, InstantSource clock) {
        this.overviews = overviews;
        this.clock = clock;
    }

    private record File(List<NoticeOverviews.Notice> notices) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("countNotices", this::count).on("findNoticeFile", this::find);
    }

    private Reply count(Call call) {
        return Reply.ok(overviews.figures(clock.instant().minus(LATELY)));
    }

    private Reply find(Call call) {
        return Reply.ok(
                new File(overviews.about(call.body(BookingFileQuestion.class).bookingId())));
    }
}
