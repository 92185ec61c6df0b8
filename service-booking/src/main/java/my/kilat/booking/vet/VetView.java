package my.kilat.booking.vet;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import my.kilat.booking.domain.Clinic;
import my.kilat.booking.domain.NearestVets;
import my.kilat.booking.domain.WeeklyHours;
import my.kilat.booking.domain.WeeklyHours.Range;
import my.kilat.contract.vet.NearbyVet;
import my.kilat.contract.vet.OpeningHours;
import my.kilat.contract.vet.VetClinic;
import my.kilat.contract.vet.Weekday;

/** Clinics in responses. */
final class VetView {
    private VetView() {}

    /** For administrators. */
    static VetClinic full(Clinic clinic) {
        return new VetClinic(
                clinic.id(),
                clinic.externalId(),
                clinic.name(),
                clinic.phone(),
                clinic.address(),
                clinic.place().latitude(),
                clinic.place().longitude(),
                hours(clinic.hours()),
                clinic.openAllHours(),
                clinic.active(),
                clinic.updatedBy(),
                clinic.updatedAt());
    }

    /** For the parties of a booking. */
    static NearbyVet nearby(NearestVets.Found found, Instant now) {
        Clinic clinic = found.clinic();
        WeeklyHours hours = clinic.openingHours();
        return new NearbyVet(
                clinic.id(),
                clinic.name(),
                clinic.phone(),
                clinic.address(),
                clinic.place().latitude(),
                clinic.place().longitude(),
                Math.round(found.metres()),
                hours.includes(now),
                hours.closesAfter(now).orElse(null),
                hours.opensAfter(now).orElse(null));
    }

    /** Days with the same hours are one entry. */
    private static List<OpeningHours> hours(WeeklyHours hours) {
        Map<List<String>, List<Weekday>> days = new LinkedHashMap<>();
        for (Range range : hours.byDays()) {
            days.computeIfAbsent(List.of(time(range.opens()), time(range.closes())), _ -> new ArrayList<>())
                    .add(Weekday.valueOf(DayOfWeek.MONDAY
                            .plus(range.opens() / WeeklyHours.DAY)
                            .name()));
        }
        return days.entrySet().stream()
                .map(entry -> new OpeningHours(
                        entry.getValue().stream().sorted().toList(),
                        entry.getKey().getFirst(),
                        entry.getKey().getLast()))
                .toList();
    }

    private static String time(int minute) {
        return LocalTime.MIDNIGHT.plusMinutes(minute).toString();
    }
}
