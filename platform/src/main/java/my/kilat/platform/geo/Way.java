package my.kilat.platform.geo;

import java.util.Arrays;

/**
 * Distance and duration from one position to another.
 *
 * @param kilometres 0 or more, not rounded
 * @param minutes 0 or more, not rounded, without stops
 * @param source the source of the two numbers
 */
public record Way(double kilometres, double minutes, Source source) {
    public Way {
        if (!(kilometres >= 0 && minutes >= 0) || Double.isInfinite(kilometres) || Double.isInfinite(minutes)) {
            throw new IllegalArgumentException("kilometres and minutes have to be finite, and 0 or more");
        }
    }

    /** The source of a way. */
    public enum Source {
        /** The great circle, times a factor, at an average speed. */
        STRAIGHT_LINE("straight_line"),
        /** Roads, from a server with the protocol of OSRM. */
        OSRM("osrm"),
        /** Roads, from a server with the protocol of GraphHopper. */
        GRAPHHOPPER("graphhopper");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** The word in the database and in metrics. */
        public String word() {
            return word;
        }

        /**
         * The constant of a word.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Source of(String word) {
            return Arrays.stream(values())
                    .filter(source -> source.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no way is derived from \"" + word + "\""));
        }
    }
}
