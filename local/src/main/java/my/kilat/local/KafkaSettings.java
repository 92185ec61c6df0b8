package my.kilat.local;

import java.util.Locale;

/** The settings of a single broker on a small, shared machine. */
final class KafkaSettings {
    private static final String COMMON = """
            # Written anew at every start.
            # Relative to the working directory: the path above may hold anything, and these files are Latin 1.
            log.dirs=./data
            advertised.listeners=PLAINTEXT://127.0.0.1:%d
            # Topics are made with their partitions by the platform, never by a typing error.
            auto.create.topics.enable=false
            num.partitions=6
            default.replication.factor=1
            min.insync.replicas=1
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=6
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            transaction.state.log.num.partitions=1
            # Nobody else will join the group: hand out the partitions at once.
            group.initial.rebalance.delay.ms=0
            log.retention.hours=168
            log.segment.bytes=67108864
            log.index.size.max.bytes=1048576
            log.cleaner.dedupe.buffer.size=2097152
            log.cleaner.io.buffer.size=65536
            log.cleaner.threads=1
            num.network.threads=2
            num.io.threads=4
            num.recovery.threads.per.data.dir=2
            background.threads=2
            """;

    private KafkaSettings() {}

    static String withZooKeeper(int port, int zooKeeperPort) {
        return String.format(Locale.ROOT, COMMON, port)
                + String.format(Locale.ROOT, """
                broker.id=%d
                listeners=PLAINTEXT://127.0.0.1:%d
                zookeeper.connect=127.0.0.1:%d
                zookeeper.connection.timeout.ms=30000
                """, BrokerMain.BROKER_ID, port, zooKeeperPort);
    }

    static String kraft(int port, int controllerPort) {
        return String.format(Locale.ROOT, COMMON, port)
                + String.format(Locale.ROOT, """
                process.roles=broker,controller
                node.id=%1$d
                controller.quorum.voters=%1$d@127.0.0.1:%3$d
                controller.listener.names=CONTROLLER
                listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                # A broker that died is forgotten soon, so that its next life need not wait for that.
                broker.session.timeout.ms=3000
                broker.heartbeat.interval.ms=500
                # There is nobody to hold an election with.
                controller.quorum.election.timeout.ms=100
                controller.quorum.fetch.timeout.ms=500
                """, BrokerMain.BROKER_ID, port, controllerPort);
    }
}
