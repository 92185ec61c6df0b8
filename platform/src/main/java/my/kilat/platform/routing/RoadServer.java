package my.kilat.platform.routing;

import java.net.URI;
import java.util.Optional;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;

/** The protocol of a server that knows roads: how a question is written and an answer is read. */
sealed interface RoadServer permits OsrmServer, GraphHopperServer {
    /** As what its answers are marked. */
    Way.Source source();

    /** The address that asks for the way. */
    URI question(Position from, Position to);

    /**
     * Reads an answer.
     *
     * @return the way; empty when the server says that no road leads there
     * @throws UnusableAnswerException if it is none of the two
     */
    Optional<Way> read(int status, byte[] body) throws UnusableAnswerException;
}
