package my.kilat.contract.dispatch;

/**
 * A ride that is offered, as one text frame of the offers socket.
 *
 * @param type always {@code offer}
 * @param offer open, so that it can be answered until it expires
 */
public record OfferFrame(String type, OfferResource offer) {

    public static OfferFrame of(OfferResource offer) {
        return new OfferFrame("offer", offer);
    }
}
