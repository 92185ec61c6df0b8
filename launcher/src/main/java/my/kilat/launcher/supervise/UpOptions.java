package my.kilat.launcher.supervise;

import java.util.ArrayList;
import java.util.List;

/**
 * The options of {@code up}.
 *
 * @param kraft Kafka without ZooKeeper
 * @param processes a JVM for each service
 * @param restart restart a part that died, instead of ending the others too
 * @param lan the gateway listens on every network, not on this machine alone
 * @param portOffset added to every port
 */
public record UpOptions(boolean kraft, boolean processes, boolean restart, boolean lan, int portOffset) {

    /** The options as command-line arguments. */
    public List<String> words() {
        var words = new ArrayList<String>();
        if (kraft) {
            words.add("--kraft");
        }
        if (processes) {
            words.add("--processes");
        }
        if (!restart) {
            words.add("--no-restart");
        }
        if (lan) {
            words.add("--lan");
        }
        words.add("--port-offset=" + portOffset);
        return words;
    }
}
