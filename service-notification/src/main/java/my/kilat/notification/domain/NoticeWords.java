package my.kilat.notification.domain;

/** The words about deadlines and other moments of a booking. */
final class NoticeWords {
    static final Words REQUEST_UNANSWERED = Words.of(
            "No Runner Yet",
            "No runner has taken your booking {BookingNumber} yet. You can cancel it free of charge and book for another time or place. Otherwise it is cancelled at {Until}, and you get your money back.",
            "Kilat: no runner has taken {BookingNumber} yet. If nobody does by {Until}, it is cancelled and refunded.",
            "No runner has taken {BookingNumber} yet",
            """
            <p>No runner has taken your booking <b>{BookingNumber}</b> yet.</p>
            <p>You can cancel it free of charge and book for another time or place.</p>
            <p>Otherwise it is cancelled at <b>{Until}</b>, and you get your money back.</p>""");

    static final Words PAYMENT_MISSING = Words.of(
            "Payment Missing",
            "Your booking {BookingNumber} is not paid for, so no runner can take it. Please pay in the app. Otherwise it is cancelled at {Until}.",
            "Kilat: {BookingNumber} is not paid for. Please pay in the app; it is cancelled at {Until}.",
            "Your booking {BookingNumber} is not paid for",
            """
            <p>Your booking <b>{BookingNumber}</b> is not paid for, so no runner can take it.</p>
            <p>Please pay in the app. Otherwise it is cancelled at <b>{Until}</b>.</p>""");

    static final Words RUNNER_LATE = Words.of(
            "Your Runner Is Late",
            "Your runner has not picked up your pet for booking {BookingNumber} yet. You can cancel free of charge. Otherwise we look for another runner from {Until} on.",
            "Kilat: your runner for {BookingNumber} is late. You can cancel free of charge, or we look for another from {Until} on.",
            "Your runner for {BookingNumber} is late",
            """
            <p>Your runner has not picked up your pet for booking <b>{BookingNumber}</b> yet.</p>
            <p>You can cancel free of charge. Otherwise we look for another runner from <b>{Until}</b> on.</p>""");

    static final Words PICKUP_LATE = Words.of(
            "Please Pick Up The Pet",
            "The pet of booking {BookingNumber} waits for you. If it is not picked up by {Until}, the ride is offered to other runners.",
            "Kilat: the pet of {BookingNumber} waits for you. From {Until} on the ride is offered to others.",
            "The pet of {BookingNumber} waits for you",
            """
            <p>The pet of booking <b>{BookingNumber}</b> waits for you.</p>
            <p>If it is not picked up by <b>{Until}</b>, the ride is offered to other runners.</p>""");

    static final Words RIDE_AHEAD = Words.of(
            "Ride Coming Up",
            "The ride of booking {BookingNumber} is planned for {Until}.",
            "Kilat: the ride of {BookingNumber} is planned for {Until}.",
            "The ride of {BookingNumber} is planned for {Until}",
            "<p>The ride of booking <b>{BookingNumber}</b> is planned for <b>{Until}</b>.</p>");

    static final Words RIDE_WITHDRAWN = Words.of(
            "Ride Offered To Others",
            "Booking {BookingNumber} is no longer yours. The ride is offered to other runners; please do not pick up the pet.",
            "Kilat: {BookingNumber} is no longer yours and is offered to others. Please do not pick up the pet.",
            "Booking {BookingNumber} is no longer yours",
            """
            <p>Booking <b>{BookingNumber}</b> is no longer yours.</p>
            <p>The ride is offered to other runners; please do not pick up the pet.</p>""");

    private NoticeWords() {}
}
