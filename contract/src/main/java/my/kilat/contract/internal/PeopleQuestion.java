package my.kilat.contract.internal;

import java.util.List;
import java.util.UUID;

/**
 * Who are these people?
 *
 * @param userIds at most {@value #MOST}
 */
public record PeopleQuestion(List<UUID> userIds) {
    /** How many may be asked about at once. */
    public static final int MOST = 200;
}
