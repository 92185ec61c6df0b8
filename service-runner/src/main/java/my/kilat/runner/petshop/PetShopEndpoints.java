package my.kilat.runner.petshop;

import java.util.Optional;
import my.kilat.contract.petshop.CreatePetShopRequest;
import my.kilat.contract.petshop.PetShop;
import my.kilat.contract.petshop.UpdatePetShopRequest;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.page.Slice;
import my.kilat.runner.domain.SearchRadius;
import my.kilat.runner.store.PetShopLists;

/** Pet shops over HTTP. */
public final class PetShopEndpoints implements Endpoints {
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final PetShopKeeping shops;
    private final PetShopLists lists;

    public PetShopEndpoints(PetShopKeeping shops, PetShopLists lists) {
        this.shops = shops;
        this.lists = lists;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listPetShops", this::list)
                .on("findNearbyPetShops", this::findNearby)
                .on("listMyPetShops", call -> Reply.ok(lists.of(call.caller().userId())))
                .on("getPetShop", call -> Reply.ok(shops.find(call.id("id"))))
                .inTransaction("createPetShop", this::create)
                .inTransaction("updatePetShop", this::update)
                .inTransaction("deletePetShop", this::delete);
    }

    /** Pages are for who asks for them; the clients that there were first read everything at once. */
    private Reply list(Call call) {
        Optional<String> category = call.query("category");
        if (call.query("page").isEmpty() && call.query("limit").isEmpty()) {
            return Reply.ok(lists.all(category));
        }
        PageRequest page = call.page(PAGE, LARGEST_PAGE);
        Slice<PetShop> slice = lists.page(category, page);
        return Reply.page(slice.rows(), page, slice.total());
    }

    private Reply findNearby(Call call) {
        SearchRadius radius = new SearchRadius(call.number("radius_km"));
        return Reply.ok(lists.around(call.place(), radius, call.query("category")));
    }

    private Reply create(Call call, Tx tx) {
        return Reply.created(shops.open(tx, call.caller().userId(), call.body(CreatePetShopRequest.class)));
    }

    private Reply update(Call call, Tx tx) {
        return Reply.ok(shops.change(tx, call.id("id"), call.caller().userId(), call.body(UpdatePetShopRequest.class)));
    }

    private Reply delete(Call call, Tx tx) {
        shops.close(tx, call.id("id"), call.caller().userId());
        return Reply.message("pet shop deleted");
    }
}
