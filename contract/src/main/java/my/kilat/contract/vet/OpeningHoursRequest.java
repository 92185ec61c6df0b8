package my.kilat.contract.vet;

import java.util.List;

/**
 * When a clinic is open on some days of the week, in a request.
 *
 * @param days on which it opens, at least one
 * @param opens {@code HH:MM} in Asia/Kuala_Lumpur
 * @param closes {@code HH:MM}; on the next day if it is not after {@code opens}, so the same time twice is a whole day
 */
public record OpeningHoursRequest(List<Weekday> days, String opens, String closes) {}
