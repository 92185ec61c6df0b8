package my.kilat.console.system;

/** The operations of {@code internal.yaml} that every service answers. */
final class InstancePaths {
    static final String SHOW = "/internal/v1/instance";
    static final String LOG = "/internal/v1/log";

    private InstancePaths() {}
}
