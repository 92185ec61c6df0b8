package my.kilat.notification.preferences;

import java.time.Instant;
import java.time.InstantSource;
import my.kilat.contract.notification.Preferences;
import my.kilat.contract.notification.UpdatePreferencesRequest;
import my.kilat.notification.delivery.DeliveryScheduler;
import my.kilat.notification.domain.QuietHoursChange;
import my.kilat.notification.recipient.Contacts;
import my.kilat.notification.store.Devices;
import my.kilat.notification.store.Recipients;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;

/** What callers see and change of how they are told. */
public final class RecipientPreferences {
    private final Database database;
    private final Contacts contacts;
    private final DeliveryScheduler scheduler;
    private final InstantSource clock;

    public RecipientPreferences(
            Database database, Contacts contacts, DeliveryScheduler scheduler, InstantSource clock) {
        this.database = database;
        this.contacts = contacts;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** A caller's preferences; whoever never chose has the defaults. */
    Preferences of(Caller caller) {
        contacts.remember(caller);
        return Recipients.preferences(database, caller.userId()).orElseGet(() -> {
            contacts.store(caller);
            return Recipients.preferences(database, caller.userId()).orElseThrow();
        });
    }

    /**
     * Changes what a request names. New quiet hours count for what waits for the end of the old ones, too.
     *
     * @throws Failure.Invalid if only one end of quiet hours is given, or both are the same
     */
    void update(Tx tx, Caller caller, UpdatePreferencesRequest request) {
        QuietHoursChange quietHours = QuietHoursChange.of(request);
        Instant now = clock.instant();
        contacts.store(tx, caller);
        Recipients.update(tx, caller.userId(), request, quietHours, now);
        if (quietHours.isChange()) {
            scheduler.reconsider(tx, caller.userId(), now);
        }
    }

    /**
     * Gives a caller the device with this token; whoever had it before has it no longer.
     *
     * @throws Failure.Unauthenticated if the caller's session is known here to have ended
     */
    void register(Tx tx, Caller caller, String deviceToken) {
        contacts.store(tx, caller);
        if (!Recipients.touch(tx, caller.userId(), caller.sessionGeneration(), clock.instant())) {
            throw new Failure.Unauthenticated("invalid or expired token");
        }
        Devices.register(tx, caller.userId(), deviceToken, caller.sessionGeneration());
    }
}
