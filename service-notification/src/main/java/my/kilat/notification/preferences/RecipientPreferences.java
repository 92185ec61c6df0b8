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

/** Reads and changes the preferences and devices of callers. */
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

    /** A caller's preferences; the defaults if none were set. */
    Preferences of(Caller caller) {
        contacts.remember(caller);
        return Recipients.preferences(database, caller.userId()).orElseGet(() -> {
            contacts.store(caller);
            return Recipients.preferences(database, caller.userId()).orElseThrow();
        });
    }

    /**
     * Changes the values in a request. New quiet hours also apply to deliveries that wait for the end of the old ones.
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
     * Assigns the device with this token to a caller, and removes it from any other user.
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
