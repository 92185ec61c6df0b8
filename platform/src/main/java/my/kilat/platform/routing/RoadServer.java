package my.kilat.platform.routing;

import java.net.URI;
import java.util.Optional;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;

/** The protocol of a routing server: the URI of a question and the format of an answer. */
sealed interface RoadServer permits OsrmServer, GraphHopperServer {
    /** The source of its answers. */
    Way.Source source();

    /** The URI of a question. */
    URI question(Position from, Position to);

    /**
     * Reads an answer.
     *
     * @return the way; empty if the server answers that there is no route, or that it cannot answer this question at all
     * @throws UnusableAnswerException if it is any other answer
     */
    Optional<Way> read(int status, byte[] body) throws UnusableAnswerException;
}
