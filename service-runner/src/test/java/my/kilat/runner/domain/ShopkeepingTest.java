package my.kilat.runner.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.petshop.CreatePetShopRequest;
import my.kilat.contract.petshop.PetShop;
import my.kilat.contract.petshop.PetShopCategory;
import my.kilat.contract.petshop.UpdatePetShopRequest;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.api.Test;

class ShopkeepingTest {
    private static final UUID KEEPER = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final UpdatePetShopRequest NOTHING =
            new UpdatePetShopRequest(null, null, null, null, null, null, null, null, null, null, null);

    private final PetShop shop = Shopkeeping.opened(
            UUID.randomUUID(),
            KEEPER,
            new CreatePetShopRequest(
                    " Wag ", "1, Jalan Satu", 3.1, 101.7, PetShopCategory.VET, null, null, null, "", null, null),
            NOW);

    @Test
    void whatIsNotSaidIsEmpty() {
        assertThat(shop)
                .isEqualTo(new PetShop(
                        shop.id(),
                        KEEPER,
                        "Wag",
                        "1, Jalan Satu",
                        3.1,
                        101.7,
                        "",
                        "",
                        PetShopCategory.VET,
                        List.of(),
                        0,
                        null,
                        "",
                        "",
                        null,
                        NOW));
    }

    @Test
    void whatIsMissingOrEmptyStays() {
        var everything = new UpdatePetShopRequest(
                "New",
                "2, Jalan Dua",
                0.0,
                0.0,
                "grooming",
                "1",
                "a@b.my",
                List.of("Bath", " "),
                "x.png",
                "always",
                "d");
        PetShop changed = Shopkeeping.changed(shop, KEEPER, everything);
        assertThat(changed.latitude()).isZero();
        assertThat(changed.services()).containsExactly("Bath");
        assertThat(Shopkeeping.changed(changed, KEEPER, NOTHING)).isEqualTo(changed);
        var empty = new UpdatePetShopRequest("", " ", null, null, "", "", "", null, "", "", "");
        assertThat(Shopkeeping.changed(changed, KEEPER, empty)).isEqualTo(changed);
    }

    @Test
    void servicesAreReplacedAsAWhole() {
        var none = new UpdatePetShopRequest(null, null, null, null, null, null, null, List.of(), null, null, null);
        var two =
                new UpdatePetShopRequest(null, null, null, null, null, null, null, List.of("A", "B"), null, null, null);
        PetShop withTwo = Shopkeeping.changed(shop, KEEPER, two);
        assertThat(withTwo.services()).containsExactly("A", "B");
        assertThat(Shopkeeping.changed(withTwo, KEEPER, none).services()).isEmpty();
    }

    @Test
    void onlyTheKeeperChangesAShop() {
        assertThatThrownBy(() -> Shopkeeping.changed(shop, UUID.randomUUID(), NOTHING))
                .isInstanceOf(Failure.NotAllowed.class)
                .hasMessage("you do not own this pet shop");
    }
}
