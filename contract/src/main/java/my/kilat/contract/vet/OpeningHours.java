package my.kilat.contract.vet;

import java.util.List;

/**
 * When a clinic is open on some days of the week, in Asia/Kuala_Lumpur.
 *
 * @param days on which it opens, in the order of the week
 * @param opens {@code HH:MM}
 * @param closes {@code HH:MM}; on the next day if it is not after {@code opens}
 */
public record OpeningHours(List<Weekday> days, String opens, String closes) {}
