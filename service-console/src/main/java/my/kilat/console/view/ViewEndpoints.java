package my.kilat.console.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.console.store.SavedViews;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.json.Json;

/** Views that people save for themselves; operators may as well, because nothing but their own console changes. */
public final class ViewEndpoints implements Endpoints {
    private final SavedViews views;
    private final InstantSource clock;

    public ViewEndpoints(SavedViews views, InstantSource clock) {
        this.views = views;
        this.clock = clock;
    }

    private record View(String page, String name, String search) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("listViews", call -> Reply.ok(Map.of("items", of(call))))
                .on("saveView", this::save)
                .on("removeView", this::remove);
    }

    private List<SavedViews.View> of(Call call) {
        return views.of(call.caller().userId());
    }

    private Reply save(Call call) {
        View view = call.body(View.class);
        requireObject(view.search);
        if (!views.save(call.caller().userId(), view.page, view.name.strip(), view.search, clock.instant())) {
            throw new Failure.Conflict(
                    "you have saved " + SavedViews.MOST + " views, which is the most; remove one first");
        }
        return Reply.message("saved");
    }

    private static void requireObject(String search) {
        try {
            JsonNode read = Json.read(search.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            if (read != null && read.isObject()) {
                return;
            }
        } catch (UncheckedIOException e) {
            // Said below.
        }
        throw new Failure.Invalid("search: needs a JSON object");
    }

    private Reply remove(Call call) {
        UUID id = call.id("id");
        if (!views.remove(call.caller().userId(), id)) {
            throw new Failure.NotFound("View", id);
        }
        return Reply.message("removed");
    }
}
