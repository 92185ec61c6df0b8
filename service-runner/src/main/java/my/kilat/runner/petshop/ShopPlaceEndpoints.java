package my.kilat.runner.petshop;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.internal.ShopPlacesQuestion;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.runner.store.ShopPlaces;
import my.kilat.runner.store.ShopPlaces.Place;
import org.jspecify.annotations.Nullable;

/** The pet shops for the map of the operations console. */
public final class ShopPlaceEndpoints implements Endpoints {
    private static final int PAGE = 300;

    private final ShopPlaces shops;

    public ShopPlaceEndpoints(ShopPlaces shops) {
        this.shops = shops;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listShopPlaces", this::list);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Places(List<Place> items, @Nullable UUID next) {}

    private Reply list(Call call) {
        List<Place> found = shops.after(call.body(ShopPlacesQuestion.class).after(), PAGE + 1);
        if (found.size() <= PAGE) {
            return Reply.ok(new Places(found, null));
        }
        List<Place> page = found.subList(0, PAGE);
        return Reply.ok(new Places(page, page.getLast().id()));
    }
}
