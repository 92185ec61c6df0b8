package my.kilat.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The offers of a simulated runner, who answers them in their manner. While nothing is offered, they do without. */
final class Offers {
    private final Person runner;
    private final Manner manner;
    private final Figures figures;
    private final Set<String> seen = new HashSet<>();
    private boolean declinedLast = true;

    Offers(Person runner, Manner manner, Figures figures) {
        this.runner = runner;
        this.manner = manner;
        this.figures = figures;
    }

    /** The ride of the first offer that the runner accepts and gets; null if there is none. */
    @Nullable
    Job take() {
        for (JsonNode offer : runner.glance("offers", "/api/v1/offers").path("data")) {
            String id = offer.path("id").asText();
            if (manner == Manner.SILENT) {
                if (seen.add(id)) {
                    figures.offersIgnored.increment();
                }
            } else if (manner == Manner.CHOOSY && !declinedLast) {
                declinedLast = answered(id, "decline");
                if (declinedLast) {
                    figures.offersDeclined.increment();
                }
            } else if (answered(id, "accept")) {
                declinedLast = false;
                figures.offersAccepted.increment();
                return Job.ofOffer(offer);
            }
        }
        return null;
    }

    private boolean answered(String offer, String answer) {
        try {
            runner.post(answer + " offer", "/api/v1/offers/" + offer + "/" + answer, null);
            return true;
        } catch (Refused e) {
            figures.lostRaces.increment(); // it has expired, or the ride is gone
            return false;
        }
    }
}
