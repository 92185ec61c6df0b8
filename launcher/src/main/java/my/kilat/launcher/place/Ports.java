package my.kilat.launcher.place;

import my.kilat.contract.catalogue.Component;

/**
 * The TCP ports of the platform on this machine.
 *
 * @param offset added to each, so that two platforms can run side by side; 0 for the default ones
 */
public record Ports(int offset) {
    private static final int POSTGRES = 5433;
    private static final int ZOOKEEPER = 2181;
    private static final int KAFKA = 9092;

    public int postgres() {
        return POSTGRES + offset;
    }

    public int zooKeeper() {
        return ZOOKEEPER + offset;
    }

    public int kafka() {
        return KAFKA + offset;
    }

    /** Metrics and readiness of the gateway. */
    public int management() {
        return Component.MANAGEMENT_PORT + offset;
    }

    /** The port of a service with this default port. */
    public int shifted(int wellKnown) {
        return wellKnown + offset;
    }
}
