package my.kilat.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.dispatch.OfferStatus;
import my.kilat.contract.internal.RunnerOffersQuestion;
import my.kilat.dispatch.Streets.Quarter;
import my.kilat.platform.security.ServiceTokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was offered to a runner and what came of it, as the console reads it. */
class RunnerOffersTest {
    private static JsonNode page(Streets streets, UUID runner, @Nullable String before) {
        return streets.service
                .client()
                .as(ServiceTokens.from(streets.service.environment(), "console", streets.service.clock())
                        .tokenFor("dispatch"))
                .post("/internal/v1/dispatches/of-runner", new RunnerOffersQuestion(runner, before))
                .expect(200)
                .data();
    }

    @Test
    void offersAreListedWithTheirOutcomeTheLatestFirst() {
        try (Streets streets = Streets.open(Map.of())) {
            Quarter quarter = Quarter.elsewhere();
            UUID runner = streets.runner(quarter, 0.2);
            assertThat(page(streets, runner, null).path("items")).isEmpty();
            UUID booking = streets.paid(quarter);
            streets.answer(runner, streets.offerOf(runner), "decline").expect(200);
            JsonNode offer = page(streets, runner, null).path("items").get(0);
            assertThat(offer.path("booking_id").asText()).isEqualTo(booking.toString());
            assertThat(offer.path("status").asText()).isEqualTo(OfferStatus.DECLINED.word());
            assertThat(offer.path("metres").asDouble()).isBetween(150.0, 250.0);
            assertThat(offer.has("ended_at")).isTrue();
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        try (Streets streets = Streets.open(Map.of())) {
            UUID runner = UUID.randomUUID();
            new Tables(streets.service.environment())
                    .change(
                            "with rides as (insert into ride (booking_id, changed_at) select gen_random_uuid(), now() from"
                                    + " generate_series(1, 120) returning booking_id)"
                                    + " insert into offer (id, booking_id, runner_id, cycle, round, state, metres, made_at,"
                                    + " expires_at, ended_at) select gen_random_uuid(), booking_id, '" + runner
                                    + "', 1, 1, 'expired', 100, now(), now(), now() from rides");
            List<String> seen = new ArrayList<>();
            JsonNode page = page(streets, runner, null);
            seen.addAll(page.path("items").findValuesAsText("id"));
            while (page.has("next")) {
                page = page(streets, runner, page.path("next").asText());
                seen.addAll(page.path("items").findValuesAsText("id"));
            }
            assertThat(seen).hasSize(120).doesNotHaveDuplicates();
        }
    }
}
