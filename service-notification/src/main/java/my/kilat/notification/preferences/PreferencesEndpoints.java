package my.kilat.notification.preferences;

import java.time.InstantSource;
import my.kilat.contract.notification.FcmTokenRequest;
import my.kilat.contract.notification.UpdatePreferencesRequest;
import my.kilat.notification.delivery.DeliveryScheduler;
import my.kilat.notification.recipient.QuietHoursChange;
import my.kilat.notification.recipient.Recipients;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Preferences and devices over HTTP. */
public final class PreferencesEndpoints implements Endpoints {
    private final Recipients recipients;
    private final DeliveryScheduler scheduler;
    private final InstantSource clock;

    public PreferencesEndpoints(Recipients recipients, DeliveryScheduler scheduler, InstantSource clock) {
        this.recipients = recipients;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getPreferences", call -> Reply.ok(recipients.preferences(call.caller())))
                .inTransaction("updatePreferences", this::update)
                .inTransaction("registerFcmToken", this::register);
    }

    /** New quiet hours count for what waits for the end of the old ones, too. */
    private Reply update(Call call, Tx tx) {
        UpdatePreferencesRequest request = call.body(UpdatePreferencesRequest.class);
        QuietHoursChange quietHours = QuietHoursChange.of(request);
        recipients.update(tx, call.caller(), request, quietHours);
        if (quietHours.isChange()) {
            scheduler.reconsider(tx, call.caller().userId(), clock.instant());
        }
        return Reply.message("preferences updated");
    }

    private Reply register(Call call, Tx tx) {
        recipients.register(
                tx, call.caller(), call.body(FcmTokenRequest.class).token().strip());
        return Reply.message("FCM token registered");
    }
}
