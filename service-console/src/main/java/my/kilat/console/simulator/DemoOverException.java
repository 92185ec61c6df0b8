package my.kilat.console.simulator;

/** The time of a demo is over, or somebody has ended it. */
final class DemoOverException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
