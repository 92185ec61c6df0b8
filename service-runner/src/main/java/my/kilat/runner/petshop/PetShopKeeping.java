package my.kilat.runner.petshop;

import java.time.InstantSource;
import java.util.UUID;
import my.kilat.contract.petshop.CreatePetShopRequest;
import my.kilat.contract.petshop.PetShop;
import my.kilat.contract.petshop.UpdatePetShopRequest;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.runner.domain.Shopkeeping;
import my.kilat.runner.store.PetShops;

/** Management of pet shops by their keepers. */
public final class PetShopKeeping {
    /** More than one person can look after; they are all listed at once. */
    static final int MOST_OF_A_KEEPER = 50;

    private final Database database;
    private final InstantSource clock;

    public PetShopKeeping(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One shop.
     *
     * @throws Failure.NotFound if there is none with this id
     */
    public PetShop find(UUID id) {
        return PetShops.find(database, id).orElseThrow(() -> notFound(id));
    }

    /**
     * Opens a shop.
     *
     * @throws Failure.Conflict if its keeper has too many already
     */
    public PetShop open(Tx tx, UUID keeper, CreatePetShopRequest sent) {
        if (PetShops.lockAndCount(tx, keeper) >= MOST_OF_A_KEEPER) {
            throw new Failure.Conflict(
                    "an account has at most " + MOST_OF_A_KEEPER + " pet shops; delete one that is no longer needed");
        }
        PetShop shop = Shopkeeping.opened(Ids.next(), keeper, sent, clock.instant());
        PetShops.add(tx, keeper, shop);
        return shop;
    }

    /**
     * Changes a shop.
     *
     * @throws Failure.NotFound if there is none with this id
     * @throws Failure.NotAllowed for anybody but its keeper
     */
    public PetShop change(Tx tx, UUID id, UUID caller, UpdatePetShopRequest sent) {
        PetShop shop = Shopkeeping.changed(lock(tx, id), caller, sent);
        PetShops.change(tx, shop);
        return shop;
    }

    /**
     * Takes a shop off the list.
     *
     * @throws Failure.NotFound if there is none with this id
     * @throws Failure.NotAllowed for anybody but its keeper
     */
    public void close(Tx tx, UUID id, UUID caller) {
        Shopkeeping.requireKeeper(lock(tx, id), caller);
        PetShops.delete(tx, id);
    }

    private static PetShop lock(Tx tx, UUID id) {
        return PetShops.lock(tx, id).orElseThrow(() -> notFound(id));
    }

    private static Failure notFound(UUID id) {
        return new Failure.NotFound("Pet shop", id);
    }
}
