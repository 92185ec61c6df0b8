package my.kilat.runner.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.petshop.CreatePetShopRequest;
import my.kilat.contract.petshop.PetShop;
import my.kilat.contract.petshop.PetShopCategory;
import my.kilat.contract.petshop.UpdatePetShopRequest;
import my.kilat.platform.failure.Failure;
import org.jspecify.annotations.Nullable;

/** Creates and changes pet shops for their keepers. */
public final class Shopkeeping {
    private Shopkeeping() {}

    /** A new shop, not yet rated. */
    public static PetShop opened(UUID id, UUID keeper, CreatePetShopRequest sent, Instant now) {
        return new PetShop(
                id,
                keeper,
                TypedText.required("name", sent.name()),
                TypedText.required("address", sent.address()),
                sent.latitude(),
                sent.longitude(),
                TypedText.orElse(sent.phone(), ""),
                TypedText.orElse(sent.email(), ""),
                sent.category(),
                services(sent.services(), List.of()),
                0,
                image(sent.imageUrl(), null),
                TypedText.orElse(sent.openingHours(), ""),
                TypedText.orElse(sent.description(), ""),
                null,
                now);
    }

    /**
     * A shop with what its keeper wants changed; whatever is missing or empty stays.
     *
     * @throws Failure.NotAllowed for anybody but the keeper
     */
    public static PetShop changed(PetShop shop, UUID caller, UpdatePetShopRequest sent) {
        requireKeeper(shop, caller);
        return new PetShop(
                shop.id(),
                shop.ownerId(),
                TypedText.orElse(sent.name(), shop.name()),
                TypedText.orElse(sent.address(), shop.address()),
                sent.latitude() == null ? shop.latitude() : sent.latitude(),
                sent.longitude() == null ? shop.longitude() : sent.longitude(),
                TypedText.orElse(sent.phone(), shop.phone()),
                TypedText.orElse(sent.email(), shop.email()),
                category(sent.category(), shop.category()),
                services(sent.services(), shop.services()),
                shop.rating(),
                image(sent.imageUrl(), shop.imageUrl()),
                TypedText.orElse(sent.openingHours(), shop.openingHours()),
                TypedText.orElse(sent.description(), shop.description()),
                null,
                shop.createdAt());
    }

    /**
     * Lets only the keeper through. A shop without a keeper is nobody's to change.
     *
     * @throws Failure.NotAllowed for everybody else
     */
    public static void requireKeeper(PetShop shop, UUID caller) {
        if (!caller.equals(shop.ownerId())) {
            throw new Failure.NotAllowed("you do not own this pet shop");
        }
    }

    private static @Nullable String image(@Nullable String sent, @Nullable String before) {
        return sent == null || sent.isBlank() ? before : sent.strip();
    }

    private static PetShopCategory category(@Nullable String sent, PetShopCategory before) {
        return sent == null || sent.isBlank() ? before : PetShopCategory.of(sent);
    }

    private static List<String> services(@Nullable List<String> sent, List<String> before) {
        return sent == null
                ? before
                : sent.stream()
                        .map(String::strip)
                        .filter(service -> !service.isEmpty())
                        .toList();
    }
}
