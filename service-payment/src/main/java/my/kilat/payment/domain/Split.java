package my.kilat.payment.domain;

import my.kilat.platform.money.Money;

/**
 * The shares of a released amount. All in sen; fee and payout add up to the amount.
 *
 * @param amountCents what the owner pays, more than 0
 * @param feeCents the platform's share
 * @param payoutCents the runner's share
 */
public record Split(long amountCents, long feeCents, long payoutCents) {
    public Split {
        if (amountCents <= 0 || feeCents < 0 || payoutCents < 0 || feeCents + payoutCents != amountCents) {
            throw new IllegalArgumentException(
                    amountCents + " sen cannot be divided into " + feeCents + " and " + payoutCents);
        }
    }

    /**
     * The platform takes its percentage, rounded down; the runner gets the rest.
     *
     * @param feePercent 0..100
     */
    public static Split of(long amountCents, int feePercent) {
        long fee = Money.percent(amountCents, feePercent);
        return new Split(amountCents, fee, amountCents - fee);
    }
}
