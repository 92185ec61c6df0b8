package my.kilat.platform.service;

import java.util.function.Supplier;
import my.kilat.platform.host.Host;

/**
 * Where a service runs.
 *
 * @param report what the instance says of itself, with the settings that it has read by then
 */
record HostedInstance(Host host, Supplier<InstanceReport> report) {}
