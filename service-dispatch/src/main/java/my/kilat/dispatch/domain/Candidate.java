package my.kilat.dispatch.domain;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.runner.Crate;
import my.kilat.platform.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * A runner who is online near a pickup and free.
 *
 * @param runnerId user id
 * @param metres from the pickup, along the spheroid, or by road where it was measured
 * @param place the last position
 * @param idle since the end of the last ride, or since they went online
 * @param rating 0 to 5, 0 until rated
 * @param answered of the latest offers, those that were accepted, declined or not answered in time
 * @param accepted how many of these were accepted
 * @param sinceOffer since the latest offer; null when they never had one
 * @param airConditioned whether the vehicle is
 */
public record Candidate(
        UUID runnerId,
        double metres,
        Position place,
        Duration idle,
        double rating,
        int answered,
        int accepted,
        @Nullable Duration sinceOffer,
        List<Crate> crates,
        boolean airConditioned) {

    /** The same runner at another distance. */
    Candidate at(double otherMetres) {
        return new Candidate(
                runnerId, otherMetres, place, idle, rating, answered, accepted, sinceOffer, crates, airConditioned);
    }

    /** The share of answered offers that were accepted. A newcomer begins at one half, and each answer moves it. */
    double acceptance() {
        return (accepted + 1.0) / (answered + 2.0);
    }
}
