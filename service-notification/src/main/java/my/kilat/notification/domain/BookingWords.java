package my.kilat.notification.domain;

/** The words about the course of a booking. */
final class BookingWords {
    static final Words BOOKING_REQUESTED = Words.of(
            "Booking Created",
            "Your booking {BookingNumber} for {AmountFormatted} is created. We tell you as soon as a runner takes it.",
            "Kilat: your booking {BookingNumber} for {AmountFormatted} is created.",
            "Your booking {BookingNumber} is created",
            """
            <p>Your booking <b>{BookingNumber}</b> is created. The price is <b>{AmountFormatted}</b>.</p>
            <p>We tell you as soon as a runner takes it.</p>""");

    static final Words BOOKING_OFFERED_AGAIN = Words.of(
            "Looking For Another Runner",
            "The runner cannot take your booking {BookingNumber} after all. It is on offer again for {AmountFormatted}.",
            "Kilat: the runner cannot take your booking {BookingNumber}. It is on offer again.",
            "We look for another runner for {BookingNumber}",
            """
            <p>The runner cannot take your booking <b>{BookingNumber}</b> after all.</p>
            <p>It is on offer again for <b>{AmountFormatted}</b>; there is nothing for you to do.</p>""");

    static final Words BOOKING_ACCEPTED = Words.of(
            "Runner Assigned!",
            "A runner has accepted booking {BookingNumber}.",
            "Kilat: a runner has accepted your booking {BookingNumber}.",
            "A runner has accepted {BookingNumber}",
            "<p>A runner has accepted your booking <b>{BookingNumber}</b> and will come for your pet.</p>");

    static final Words PET_PICKED_UP = Words.of(
            "Pet Picked Up",
            "Your pet has been picked up for booking {BookingNumber}.",
            "Kilat: your pet has been picked up for booking {BookingNumber}.",
            "Your pet has been picked up ({BookingNumber})",
            "<p>The runner has picked up your pet for booking <b>{BookingNumber}</b>.</p>");

    static final Words DELIVERY_IN_PROGRESS = Words.of(
            "Delivery In Progress",
            "Your pet is on its way. Follow booking {BookingNumber} live in the app.",
            "Kilat: your pet is on its way (booking {BookingNumber}).",
            "Your pet is on its way ({BookingNumber})",
            """
            <p>Your pet is on its way.</p>
            <p>Follow booking <b>{BookingNumber}</b> live in the app.</p>""");

    static final Words PLEASE_CONFIRM = Words.of(
            "Please Confirm Delivery",
            "The runner says that your pet has arrived. Please confirm the delivery of booking {BookingNumber}.",
            "Kilat: your pet has arrived. Please confirm the delivery of booking {BookingNumber} in the app.",
            "Please confirm the delivery of {BookingNumber}",
            """
            <p>The runner says that your pet has arrived.</p>
            <p>Please confirm the delivery of booking <b>{BookingNumber}</b> in the app, so that the runner is paid.</p>""");

    static final Words DELIVERY_CONFIRMED = Words.of(
            "Delivery Confirmed!",
            "The delivery of booking {BookingNumber} is confirmed.",
            "Kilat: the delivery of booking {BookingNumber} is confirmed.",
            "The delivery of {BookingNumber} is confirmed",
            "<p>The delivery of booking <b>{BookingNumber}</b> is confirmed. Thank you!</p>");

    static final Words BOOKING_COMPLETED = Words.of(
            "Booking Completed",
            "Booking {BookingNumber} is completed. The total is {AmountFormatted}.",
            "Kilat: booking {BookingNumber} is completed. The total is {AmountFormatted}.",
            "Booking {BookingNumber} is completed",
            """
            <p>Booking <b>{BookingNumber}</b> is completed. The total is <b>{AmountFormatted}</b>.</p>
            <p>Thank you for riding with Kilat.</p>""");

    static final Words BOOKING_CANCELLED = Words.of(
            "Booking Cancelled",
            "Booking {BookingNumber} was cancelled. Reason: {Reason}.",
            "Kilat: booking {BookingNumber} was cancelled. Reason: {Reason}.",
            "Booking {BookingNumber} was cancelled",
            """
            <p>Booking <b>{BookingNumber}</b> was cancelled.</p>
            <p>Reason: {Reason}.</p>""");

    static final Words RIDE_OFFERED = Words.of(
            "A Ride For You",
            "Booking {BookingNumber} near you is offered to you. Open the app now to accept it.",
            "Kilat: booking {BookingNumber} near you is offered to you. Open the app now to accept it.",
            "Booking {BookingNumber} is offered to you",
            "<p>Booking <b>{BookingNumber}</b> near you is offered to you. Open the app now to accept it.</p>");

    private BookingWords() {}
}
