package my.kilat.payment.provider;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Charge;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.Renewals;
import my.kilat.payment.domain.StoredCards;
import my.kilat.payment.provider.store.SimulatedCharges;
import my.kilat.payment.provider.store.SimulatedCharges.Known;
import my.kilat.payment.provider.store.SimulatedCharges.State;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;

/**
 * A provider that moves no money, and otherwise behaves like a real one: without faults for {@code card}, with those of the
 * test cards, which it accepts in development only.
 */
public final class SimulatedProvider implements Provider {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 8;
    private static final int REFUSALS = 2;

    private static final Answer.Silence SILENCE = new Answer.Silence("no answer in time");

    private final SimulatedCharges charges;
    private final InstantSource clock;
    private final Duration timeout;
    private final SimulatedSettings settings;

    /**
     * @param database stores its charges
     * @param timeout how long its client waits for a response
     */
    public SimulatedProvider(Database database, InstantSource clock, Duration timeout, SimulatedSettings settings) {
        this.charges = new SimulatedCharges(database);
        this.clock = clock;
        this.timeout = timeout;
        this.settings = settings;
    }

    @Override
    public void requireKnown(String method) {
        if (!settings.testCards() && !method.equals(TestCard.CARD.word())) {
            throw new Failure.Invalid("payment_method has to be " + TestCard.CARD.word());
        }
        if (TestCard.named(method).isEmpty()) {
            throw new Failure.Invalid("payment_method has to be one of " + TestCard.words());
        }
    }

    @Override
    public Duration holdLasts() {
        return settings.holds().lasts();
    }

    @Override
    public Optional<Renewals> renewals() {
        return settings.holds().renews() ? Optional.of(this::renew) : Optional.empty();
    }

    @Override
    public Optional<StoredCards> storedCards() {
        return settings.holds().storesCards() ? Optional.of(this::store) : Optional.empty();
    }

    private Answer.ToAuthorise renew(Charge held, Charge next) {
        return card(held) == TestCard.CARD_RENEWAL_DECLINED || !isHeld(held)
                ? answer(charges.put(next, newId(), State.DECLINED, clock.instant()))
                : answer(charges.put(next, newId(), State.AUTHORISED, clock.instant()));
    }

    /** A card that is declined at once is no good for later either; one whose renewal is declined is good only now. */
    private Answer.ToStore store(Charge charge) {
        return switch (card(charge)) {
            case CARD_DECLINED -> new Answer.Declined("the card was declined: insufficient funds");
            case CARD_RENEWAL_DECLINED -> {
                charges.put(charge, newId(), State.DECLINED, clock.instant());
                yield new Answer.Stored();
            }
            case CARD,
                    CARD_TIMEOUT,
                    CARD_LATE,
                    CARD_RELEASE_FAILS,
                    CARD_RELEASE_REFUSED,
                    CARD_REFUND_FAILS,
                    CARD_EXPIRES -> new Answer.Stored();
        };
    }

    /** Whether the charge is still held: a hold that was not captured ends by itself. */
    private boolean isHeld(Charge charge) {
        if (card(charge) == TestCard.CARD_EXPIRES) {
            charges.move(charge, State.GIVEN_BACK, State.AUTHORISED);
        }
        Instant oldest = clock.instant().minus(settings.holds().lasts());
        return charges.find(charge)
                .filter(row -> row.state() == State.AUTHORISED && row.readyAt().isAfter(oldest))
                .isPresent();
    }

    @Override
    public Answer.ToAuthorise authorise(Charge charge) {
        return switch (card(charge)) {
            case CARD_TIMEOUT -> {
                sayNothing();
                yield SILENCE;
            }
            case CARD_LATE -> {
                Known row = charges.put(
                        charge, newId(), State.AUTHORISED, clock.instant().plus(timeout.multipliedBy(2)));
                Answer.ToAuthorise answer = answer(row);
                if (answer instanceof Answer.Silence) {
                    sayNothing();
                }
                yield answer;
            }
            case CARD_DECLINED -> answer(charges.put(charge, newId(), State.DECLINED, clock.instant()));
            case CARD,
                    CARD_RELEASE_FAILS,
                    CARD_RELEASE_REFUSED,
                    CARD_REFUND_FAILS,
                    CARD_EXPIRES,
                    CARD_RENEWAL_DECLINED -> answer(charges.put(charge, newId(), State.AUTHORISED, clock.instant()));
        };
    }

    @Override
    public Optional<Answer.ToAuthorise> find(Charge charge) {
        return charges.find(charge).map(this::answer);
    }

    private Answer.ToAuthorise answer(Known row) {
        if (clock.instant().isBefore(row.readyAt())) {
            return SILENCE;
        }
        return switch (row.state()) {
            case AUTHORISED, CAPTURED -> new Answer.Authorised(row.id());
            case DECLINED -> new Answer.Declined("the card was declined: insufficient funds");
            case GIVEN_BACK -> new Answer.Declined("the payment was cancelled");
        };
    }

    @Override
    public Answer.ToCapture capture(Charge charge) {
        switch (card(charge)) {
            case CARD_RELEASE_FAILS -> {
                if (refuses(charge)) {
                    return new Answer.Refused("the card's bank refuses to pay out at the moment");
                }
            }
            case CARD_RELEASE_REFUSED -> {
                return new Answer.Refused("the card's bank refuses to pay out");
            }
            case CARD,
                    CARD_DECLINED,
                    CARD_TIMEOUT,
                    CARD_LATE,
                    CARD_REFUND_FAILS,
                    CARD_EXPIRES,
                    CARD_RENEWAL_DECLINED -> {}
        }
        if (!isHeld(charge)) {
            charges.move(charge, State.GIVEN_BACK, State.AUTHORISED);
        }
        return charges.move(charge, State.CAPTURED, State.AUTHORISED, State.CAPTURED)
                        .isPresent()
                ? new Answer.Captured()
                : new Answer.Gone("the hold on the card has expired");
    }

    @Override
    public Answer.ToGiveBack giveBack(Charge charge) {
        if (card(charge) == TestCard.CARD_REFUND_FAILS && refuses(charge)) {
            return new Answer.Refused("the card's bank takes nothing back at the moment");
        }
        // If the charge was unknown, it is now stored as given back.
        charges.put(charge, newId(), State.GIVEN_BACK, clock.instant());
        charges.move(charge, State.GIVEN_BACK, State.AUTHORISED, State.CAPTURED, State.DECLINED);
        return new Answer.GivenBack();
    }

    private boolean refuses(Charge charge) {
        boolean refuses = charges.find(charge)
                .filter(row -> row.state() == State.AUTHORISED && row.refusals() < REFUSALS)
                .isPresent();
        if (refuses) {
            charges.refuse(charge);
        }
        return refuses;
    }

    /** A charge made while test cards were accepted is one with an ordinary card. */
    private TestCard card(Charge charge) {
        return settings.testCards() ? TestCard.named(charge.method()).orElse(TestCard.CARD) : TestCard.CARD;
    }

    private void sayNothing() {
        try {
            Thread.sleep(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String newId() {
        StringBuilder id = new StringBuilder("pi_mock_");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
