package my.kilat.platform.geo;

import java.util.Arrays;

/**
 * How far it is from one place to another, and how long that takes.
 *
 * @param kilometres 0 or more, not rounded
 * @param minutes 0 or more, not rounded, without stops
 * @param source what the two numbers were derived from
 */
public record Way(double kilometres, double minutes, Source source) {
    public Way {
        if (!(kilometres >= 0 && minutes >= 0) || Double.isInfinite(kilometres) || Double.isInfinite(minutes)) {
            throw new IllegalArgumentException("kilometres and minutes have to be finite, and 0 or more");
        }
    }

    /** What a way was derived from. */
    public enum Source {
        /** The great circle, times a factor, at an average speed. */
        STRAIGHT_LINE("straight_line"),
        /** Roads, as a server that speaks the protocol of OSRM knows them. */
        OSRM("osrm"),
        /** Roads, as a server that speaks the protocol of GraphHopper knows them. */
        GRAPHHOPPER("graphhopper");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** The word by which it is stored and counted. */
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
