package my.kilat.runner.petshop;

import java.util.List;
import my.kilat.contract.internal.ShopPlacesQuestion;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.CursorPage;
import my.kilat.runner.store.ShopPlaces;
import my.kilat.runner.store.ShopPlaces.Place;

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

    private Reply list(Call call) {
        List<Place> found = shops.after(call.body(ShopPlacesQuestion.class).after(), PAGE + 1);
        return Reply.ok(CursorPage.of(found, PAGE, Place::id));
    }
}
