package my.kilat.payment.domain;

import java.util.UUID;
import my.kilat.contract.Word;
import org.jspecify.annotations.Nullable;

/**
 * An account of the ledger. There is one escrow and one platform account, and one for each owner and each runner.
 *
 * @param party its holder; null for the platform's own
 */
public record Account(Kind kind, @Nullable UUID party) {
    public static final Account ESCROW = new Account(Kind.ESCROW, null);
    public static final Account PLATFORM = new Account(Kind.PLATFORM, null);

    /** The kinds of account. */
    public enum Kind implements Word {
        /** Payments of an owner, as a negative balance. */
        OWNER("owner"),
        /** Held money. */
        ESCROW("escrow"),
        /** Earnings of a runner. */
        RUNNER("runner"),
        /** The platform's fees. */
        PLATFORM("platform");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    public static Account owner(UUID owner) {
        return new Account(Kind.OWNER, owner);
    }

    public static Account runner(UUID runner) {
        return new Account(Kind.RUNNER, runner);
    }
}
