package my.kilat.platform.service;

import java.time.Instant;
import java.util.List;
import my.kilat.contract.internal.LogQuestion;
import my.kilat.platform.telemetry.RecentLog;

/**
 * What an instance of a service tells of its log.
 *
 * @param host the name of the machine or container
 * @param pid of the process, which several services may share
 * @param since when the service began to start
 * @param lines the latest first
 */
public record InstanceLog(String host, long pid, Instant since, List<RecentLog.Line> lines) {
    static InstanceLog of(String service, Instant startedAt, LogQuestion question) {
        return new InstanceLog(
                InstanceReport.HOST,
                ProcessHandle.current().pid(),
                startedAt,
                RecentLog.ofProcess().latest(service, question));
    }
}
