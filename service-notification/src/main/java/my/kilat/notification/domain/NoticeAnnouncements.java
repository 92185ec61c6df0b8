package my.kilat.notification.domain;

import java.util.UUID;
import my.kilat.contract.event.NoticeGiven;
import my.kilat.platform.time.Times;

/** The part of {@link Announcements} for notices. */
final class NoticeAnnouncements {
    private NoticeAnnouncements() {}

    /** Notifies those whom a notice concerns. */
    static void given(Announcements to, NoticeGiven notice) {
        UUID booking = notice.bookingId();
        Variables variables = Variables.none().and(Variable.BOOKING_NUMBER, notice.bookingNumber());
        if (notice.until() != null) {
            variables = variables.and(Variable.UNTIL, Times.inWords(notice.until()));
        }
        switch (notice.occasion()) {
            case REQUEST_UNANSWERED -> to.tell(notice.ownerId(), booking, Template.REQUEST_UNANSWERED, variables);
            case PAYMENT_MISSING -> to.tell(notice.ownerId(), booking, Template.PAYMENT_MISSING, variables);
            case PICKUP_LATE -> {
                to.tell(notice.ownerId(), booking, Template.RUNNER_LATE, variables);
                tellRunner(to, notice, Template.PICKUP_LATE, variables);
            }
            case RIDE_AHEAD -> {
                to.tell(notice.ownerId(), booking, Template.RIDE_AHEAD, variables);
                tellRunner(to, notice, Template.RIDE_AHEAD, variables);
            }
            case RIDE_WITHDRAWN -> tellRunner(to, notice, Template.RIDE_WITHDRAWN, variables);
        }
    }

    private static void tellRunner(Announcements to, NoticeGiven notice, Template template, Variables variables) {
        UUID runner = notice.runnerId();
        if (runner != null) {
            to.tell(runner, notice.bookingId(), template, variables);
        }
    }
}
