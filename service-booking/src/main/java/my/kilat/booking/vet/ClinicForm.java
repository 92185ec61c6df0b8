package my.kilat.booking.vet;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import my.kilat.booking.domain.Clinic;
import my.kilat.booking.domain.WeeklyHours;
import my.kilat.booking.domain.WeeklyHours.Range;
import my.kilat.contract.vet.AddVetClinicRequest;
import my.kilat.contract.vet.ImportVetClinicsRequest;
import my.kilat.contract.vet.OpeningHoursRequest;
import my.kilat.contract.vet.ReplaceVetClinicRequest;
import my.kilat.contract.vet.Weekday;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import my.kilat.platform.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Makes clinics of what an administrator sends.
 *
 * @param admin user id of the administrator
 */
record ClinicForm(UUID admin, Instant now) {
    /**
     * A new clinic.
     *
     * @throws Failure.Invalid if it has hours and is open at all hours, or neither
     */
    Clinic added(AddVetClinicRequest sent) {
        return clinic("", Ids.next(), key(sent.externalId()), details(sent));
    }

    /**
     * What a clinic becomes; the key of elsewhere is not part of it.
     *
     * @throws Failure.Invalid as in {@link #added}
     */
    Clinic replaced(UUID id, ReplaceVetClinicRequest sent) {
        return clinic("", id, null, sent);
    }

    /**
     * The clinics of an import.
     *
     * @throws Failure.Invalid as in {@link #added}, or if one lacks its key or two have the same; the message says which
     */
    List<Clinic> imported(ImportVetClinicsRequest sent) {
        List<Clinic> clinics = new ArrayList<>(sent.clinics().size());
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < sent.clinics().size(); i++) {
            String place = "clinics." + i + ".";
            AddVetClinicRequest one = sent.clinics().get(i);
            String key = key(one.externalId());
            if (key == null) {
                throw new Failure.Invalid(place + "external_id is required in an import");
            }
            if (!keys.add(key)) {
                throw new Failure.Invalid(place + "external_id is that of another clinic of this import: " + key);
            }
            clinics.add(clinic(place, Ids.next(), key, details(one)));
        }
        return clinics;
    }

    private static ReplaceVetClinicRequest details(AddVetClinicRequest sent) {
        return new ReplaceVetClinicRequest(
                sent.name(),
                sent.phone(),
                sent.address(),
                sent.latitude(),
                sent.longitude(),
                sent.openingHours(),
                sent.openAllHours(),
                sent.active());
    }

    private Clinic clinic(String place, UUID id, @Nullable String key, ReplaceVetClinicRequest sent) {
        boolean allHours = Boolean.TRUE.equals(sent.openAllHours());
        WeeklyHours hours = hours(sent.openingHours());
        if (allHours != hours.ranges().isEmpty()) {
            throw new Failure.Invalid(place
                    + "opening_hours are required unless open_all_hours is true, and have to be left out if it is");
        }
        return new Clinic(
                id,
                key,
                text(place + "name", sent.name()),
                sent.phone().strip(),
                text(place + "address", sent.address()),
                new Position(sent.latitude(), sent.longitude()),
                allHours,
                hours,
                !Boolean.FALSE.equals(sent.active()),
                admin,
                now);
    }

    /** The contract knows only the blanks of ASCII. */
    private static String text(String field, String sent) {
        String text = sent.strip();
        if (text.isEmpty()) {
            throw new Failure.Invalid(field + " must not be blank");
        }
        return text;
    }

    private static @Nullable String key(@Nullable String sent) {
        return sent == null || sent.isBlank() ? null : sent.strip();
    }

    private static WeeklyHours hours(@Nullable List<OpeningHoursRequest> sent) {
        List<Range> ranges = new ArrayList<>();
        for (OpeningHoursRequest hours : sent == null ? List.<OpeningHoursRequest>of() : sent) {
            int opens = minute(hours.opens());
            int closes = minute(hours.closes());
            int length = closes > opens ? closes - opens : closes - opens + WeeklyHours.DAY;
            for (Weekday day : hours.days()) {
                int from = (DayOfWeek.valueOf(day.name()).getValue() - 1) * WeeklyHours.DAY + opens;
                ranges.add(new Range(from, from + length));
            }
        }
        return WeeklyHours.of(ranges);
    }

    /** The minute of the day of {@code HH:MM}. */
    private static int minute(String time) {
        return LocalTime.parse(time).get(ChronoField.MINUTE_OF_DAY);
    }
}
