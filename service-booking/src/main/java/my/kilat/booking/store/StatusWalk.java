package my.kilat.booking.store;

/**
 * Bookings in some states, as the rows of {@code from}. Each state is walked through by itself, the newest first: over an index that
 * knows no state a rare one would be looked for among all bookings.
 */
final class StatusWalk {
    /**
     * Of all bookings. The planner does not know which state is walked through and takes it for an average one, for which the index by
     * age would do. Hence the order begins with the state, which only the index by state has; a state that is compared by {@code =}
     * would be left out of the order.
     */
    static final StatusWalk OF_ALL = new StatusWalk("", "= any(array[wanted.status])", "booking.status, ");

    static final StatusWalk OF_OWNER = ofPerson("owner_id = :owner");
    static final StatusWalk OF_RUNNER = ofPerson("runner_id = :runner");

    private final String condition;
    private final String comparison;
    private final String order;

    private StatusWalk(String condition, String comparison, String order) {
        this.condition = condition;
        this.comparison = comparison;
        this.order = order;
    }

    private static StatusWalk ofPerson(String person) {
        return new StatusWalk(person + " and ", "= wanted.status", "");
    }

    /** The condition on bookings, followed by "and" if there is one. */
    String condition() {
        return condition;
    }

    /**
     * The walk, as {@code b}.
     *
     * @param statuses the parameter with the states
     * @param columns of {@code booking}
     * @param most the parameter with how many of each state to read at most
     */
    String rows(String statuses, String columns, String most) {
        return rows(statuses, columns, "", most);
    }

    /** As that, of the bookings behind a place, whose condition on {@code booking} is given. */
    String rowsBehind(String place, String statuses, String columns, String most) {
        return rows(statuses, columns, place + " and ", most);
    }

    private String rows(String statuses, String columns, String place, String most) {
        return "unnest(" + statuses + ") as wanted (status) cross join lateral (select " + columns
                + " from booking where " + condition + place + "booking.status " + comparison
                + " order by " + order + "booking.created_at desc, booking.id desc limit " + most + ") b";
    }
}
