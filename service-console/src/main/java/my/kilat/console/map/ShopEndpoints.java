package my.kilat.console.map;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import my.kilat.console.upstream.Services;
import my.kilat.console.upstream.Shared;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.ShopPlacesQuestion;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Where the pet shops are. However many maps are open, this is asked once a minute at most. */
public final class ShopEndpoints implements Endpoints {
    private static final Shared.Terms TERMS =
            new Shared.Terms("the list of shops", Duration.ofSeconds(15), Duration.ofMinutes(1));

    private final Services services;
    private final Shared<Pages> shops;

    /** @param threads on which is asked */
    public ShopEndpoints(Services services, ExecutorService threads, InstantSource clock) {
        this.services = services;
        this.shops = new Shared<>(this::ask, TERMS, threads, clock);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getMapShops", _ -> Reply.ok(shops.get()));
    }

    private Pages ask() {
        return Pages.readById(
                after -> services.ask(Component.RUNNER, "/internal/v1/shops/places", new ShopPlacesQuestion(after)));
    }
}
