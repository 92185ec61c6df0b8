package my.kilat.booking.domain;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import my.kilat.contract.booking.Vaccination;
import my.kilat.platform.time.Times;

/** What is to be said of the vaccinations of a pet. Nobody is refused a ride for them. */
public final class Vaccinations {
    /** In the history, for a pick-up at which the runner has seen the documents. */
    static final String SEEN = "the runner has seen the vaccination documents";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(Times.KUALA_LUMPUR);

    private Vaccinations() {}

    /** A sentence for each vaccination that has expired by the time of the ride. */
    public static List<String> warnings(Booking booking) {
        Instant scheduled = booking.ride().scheduledAt();
        Instant begins = scheduled == null ? booking.createdAt() : scheduled;
        List<String> warnings = new ArrayList<>();
        for (Vaccination vaccination : booking.ride().pet().vaccinations()) {
            Instant expires = vaccination.expiresAt();
            if (expires != null && expires.isBefore(begins)) {
                warnings.add(vaccination.vaccineName() + " expires on " + DAY.format(expires) + ", before the ride");
            }
        }
        return warnings;
    }
}
