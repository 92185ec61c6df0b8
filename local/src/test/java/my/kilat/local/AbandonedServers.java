package my.kilat.local;

import java.nio.file.Path;

/** A test JVM that starts servers, says so, and waits to be killed. */
final class AbandonedServers {
    private AbandonedServers() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = TestDirectory.make(Path.of(arguments[0])).path();
        LocalPostgres postgres = LocalPostgres.throwaway(directory.resolve("postgres"));
        var zooKeeper = new LocalZooKeeper(directory.resolve("zookeeper"), 0, directory.resolve("zookeeper.log"));
        postgres.start();
        zooKeeper.start();
        System.out.println(postgres.pid().orElseThrow() + " " + zooKeeper.pid().orElseThrow());
        Thread.currentThread().join();
    }
}
