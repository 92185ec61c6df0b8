package my.kilat.launcher.demo;

/** How a simulated runner treats offers and rides. */
enum Manner {
    RELIABLE,
    /** Declines every second offer. */
    CHOOSY,
    /** The phone is out of reach in the middle of each ride, and sends its positions afterwards. */
    OUT_OF_REACH,
    /** Answers no offer, and looks at the list of open jobs alone. */
    SILENT,
    /** Gives the first ride back. */
    FICKLE;

    /** The manner of a runner by their number, from 0; whoever is alone is reliable. */
    static Manner of(int number) {
        return values()[number % values().length];
    }
}
