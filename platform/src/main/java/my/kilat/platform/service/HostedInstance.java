package my.kilat.platform.service;

import java.time.Instant;
import my.kilat.contract.internal.LogQuestion;
import my.kilat.platform.host.Host;
import my.kilat.platform.settings.Environment;

/**
 * The JVM that a service runs in, and what its instance says of itself.
 *
 * @param service its short name
 * @param startedAt when the service began to start
 */
record HostedInstance(String service, Instant startedAt, Host host, Environment environment) {
    /** With the settings that have been read by then. */
    InstanceReport report() {
        return InstanceReport.of(service, startedAt, host, environment);
    }

    InstanceLog log(LogQuestion question) {
        return InstanceLog.of(service, startedAt, question);
    }
}
