package my.kilat.dispatch.domain;

/**
 * How much each quality counts, relative to the sum of all. Each quality lies between 0 and 1.
 *
 * @param distance nearness to the pickup
 * @param idle waiting time, up to half an hour
 * @param rating stars; who has none counts as {@value #UNRATED} of 5
 * @param acceptance share of accepted offers
 */
public record Weights(int distance, int idle, int rating, int acceptance) {
    private static final double UNRATED = 3.5;
    private static final double MOST_STARS = 5;
    private static final double LONGEST_IDLE_SECONDS = 1_800;

    /** With at least one that is not 0. */
    public Weights {
        if (distance + idle + rating + acceptance <= 0) {
            throw new IllegalArgumentException("at least one weight has to be above 0");
        }
    }

    /**
     * How well a runner suits, 0 to 1.
     *
     * @param farthest metres at which nearness is 0
     */
    double score(Candidate runner, double farthest) {
        double nearness = 1 - Math.min(1, runner.metres() / farthest);
        double waiting = Math.min(1, runner.idle().toSeconds() / LONGEST_IDLE_SECONDS);
        double stars = (runner.rating() == 0 ? UNRATED : runner.rating()) / MOST_STARS;
        return (distance * nearness + idle * waiting + rating * stars + acceptance * runner.acceptance())
                / (distance + idle + rating + acceptance);
    }
}
