package my.kilat.launcher.supervise;

import java.nio.file.Path;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.service.ServiceJvm;
import my.kilat.local.LocalServer;

/** A process that the supervisor starts, watches and ends. */
interface Unit {

    /** A short name, as in files and commands. */
    String name();

    /** For sentences. */
    String title();

    Path pidFile();

    void launch();

    boolean isRunning();

    /** How it ended by itself, as a sentence to follow its title, with its last output. */
    String howItEnded();

    /** As above, in a few words. */
    String ending();

    /** Its log file. */
    Path log();

    void stop();

    void endLeftover();

    /** PostgreSQL, ZooKeeper or Kafka. */
    record Server(String name, LocalServer server) implements ServerUnit {
        @Override
        public String title() {
            return server.name();
        }

        @Override
        public Path pidFile() {
            return server.pidFile().path();
        }

        @Override
        public void launch() {
            server.launch();
        }

        @Override
        public boolean isRunning() {
            return server.isRunning();
        }

        @Override
        public String howItEnded() {
            return server.howItEnded();
        }

        @Override
        public String ending() {
            return server.ending();
        }

        @Override
        public Path log() {
            return server.log();
        }

        @Override
        public void stop() {
            server.stop();
        }

        @Override
        public void endLeftover() {
            server.endLeftover();
        }

        @Override
        public void pause() {
            server.pause();
        }

        @Override
        public void resume() {
            server.resume();
        }
    }

    /** The JVM of all services, or of one of them. */
    record Services(ServiceJvm jvm, Layout layout) implements Unit {
        @Override
        public String name() {
            return jvm.name();
        }

        @Override
        public String title() {
            return jvm.services().size() == 1 ? "Service " + jvm.name() : "The JVM of the services";
        }

        @Override
        public Path pidFile() {
            return layout.pidFile(jvm.name());
        }

        @Override
        public void launch() {
            jvm.launch();
        }

        @Override
        public boolean isRunning() {
            return jvm.isRunning();
        }

        @Override
        public String howItEnded() {
            return jvm.howItEnded();
        }

        @Override
        public String ending() {
            return jvm.ending();
        }

        @Override
        public Path log() {
            return layout.log(jvm.name());
        }

        @Override
        public void stop() {
            jvm.stop();
        }

        @Override
        public void endLeftover() {
            jvm.endLeftover();
        }
    }
}
