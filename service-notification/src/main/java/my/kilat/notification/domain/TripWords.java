package my.kilat.notification.domain;

/** The words about the way of a runner. */
final class TripWords {
    static final Words TRACKING_STARTED = Words.of(
            "Live Tracking Started",
            "You can follow {Booking} live now.",
            "Kilat: you can follow {Booking} live in the app now.",
            "You can follow {Booking} live now",
            "<p>You can follow {Booking} live in the app now.</p>");

    static final Words TRACKING_COMPLETED = Words.of(
            "Tracking Completed",
            "The trip of {Booking} is over after {TotalDistance} km.",
            "Kilat: the trip of {Booking} is over after {TotalDistance} km.",
            "The trip of {Booking} is over",
            "<p>The trip of {Booking} is over after <b>{TotalDistance} km</b>.</p>");

    static final Words RUNNER_AT_PICKUP = Words.of(
            "Your Runner Is Here",
            "The runner of {Booking} has arrived at the pickup.",
            "Kilat: the runner of {Booking} has arrived at the pickup.",
            "Your runner has arrived at the pickup ({BookingNumber})",
            "<p>The runner of {Booking} has arrived at the pickup.</p>");

    static final Words RUNNER_AT_DROPOFF = Words.of(
            "Arrived At The Drop-off",
            "Your pet has arrived at the drop-off of {Booking}.",
            "Kilat: your pet has arrived at the drop-off of {Booking}.",
            "Your pet has arrived at the drop-off ({BookingNumber})",
            "<p>Your pet has arrived at the drop-off of {Booking}.</p>");

    static final Words YOU_ARE_AT_PICKUP = Words.of(
            "You Are At The Pickup",
            "You have arrived at the pickup of {Booking}. The owner has been told.",
            "Kilat: you are at the pickup of {Booking}. The owner has been told.",
            "You have arrived at the pickup ({BookingNumber})",
            "<p>You have arrived at the pickup of {Booking}. The owner has been told.</p>");

    static final Words YOU_ARE_AT_DROPOFF = Words.of(
            "You Are At The Drop-off",
            "You have arrived at the drop-off of {Booking}. The owner has been told.",
            "Kilat: you are at the drop-off of {Booking}. The owner has been told.",
            "You have arrived at the drop-off ({BookingNumber})",
            "<p>You have arrived at the drop-off of {Booking}. The owner has been told.</p>");

    static final Words PICKUP_DELAYED = Words.of(
            "Your Runner Is Delayed",
            "The runner of {Booking} will be at the pickup about {DelayMinutes} minutes later than planned.",
            "Kilat: the runner of {Booking} will be about {DelayMinutes} minutes late at the pickup.",
            "The runner of {Booking} is delayed",
            "<p>The runner of {Booking} will be at the pickup about <b>{DelayMinutes} minutes</b> later than planned.</p>");

    static final Words DROPOFF_DELAYED = Words.of(
            "Your Pet Arrives Later",
            "The pet of {Booking} will be at the drop-off about {DelayMinutes} minutes later than planned.",
            "Kilat: the pet of {Booking} will arrive about {DelayMinutes} minutes late.",
            "The pet of {Booking} arrives later",
            "<p>The pet of {Booking} will be at the drop-off about <b>{DelayMinutes} minutes</b> later than planned.</p>");

    static final Words YOU_ARE_LATE = Words.of(
            "You Are Running Late",
            "You are about {DelayMinutes} minutes later than planned for {Booking}. The owner has been told.",
            "Kilat: you are about {DelayMinutes} minutes late for {Booking}. The owner has been told.",
            "You are late for {Booking}",
            "<p>You are about <b>{DelayMinutes} minutes</b> later than planned for {Booking}. The owner has been told.</p>");

    static final Words VEHICLE_STANDS = Words.of(
            "The Vehicle Has Stopped",
            "The vehicle with the pet of {Booking} has been standing on the way for {StandingMinutes} minutes. The runner has been"
                    + " asked to look after the pet.",
            "Kilat: the vehicle with the pet of {Booking} has been standing for {StandingMinutes} minutes. The runner has been"
                    + " asked to look after it.",
            "The vehicle of {Booking} has stopped",
            "<p>The vehicle with the pet of {Booking} has been standing on the way for <b>{StandingMinutes} minutes</b>. The"
                    + " runner has been asked to look after the pet.</p>");

    static final Words YOU_STAND = Words.of(
            "Please Look After The Pet",
            "You have been standing for {StandingMinutes} minutes with the pet of {Booking} aboard. Do not leave it alone in the"
                    + " vehicle. The owner has been told.",
            "Kilat: you have been standing for {StandingMinutes} minutes with the pet of {Booking} aboard. Do not leave it alone."
                    + " The owner has been told.",
            "Please look after the pet of {Booking}",
            "<p>You have been standing for <b>{StandingMinutes} minutes</b> with the pet of {Booking} aboard. Do not leave it"
                    + " alone in the vehicle. The owner has been told.</p>");

    private TripWords() {}
}
