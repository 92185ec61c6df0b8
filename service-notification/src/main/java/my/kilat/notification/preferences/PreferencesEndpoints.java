package my.kilat.notification.preferences;

import my.kilat.contract.notification.FcmTokenRequest;
import my.kilat.contract.notification.UpdatePreferencesRequest;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Preferences and devices over HTTP. */
public final class PreferencesEndpoints implements Endpoints {
    private final RecipientPreferences preferences;

    public PreferencesEndpoints(RecipientPreferences preferences) {
        this.preferences = preferences;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getPreferences", call -> Reply.ok(preferences.of(call.caller())))
                .inTransaction("updatePreferences", this::update)
                .inTransaction("registerFcmToken", this::register);
    }

    private Reply update(Call call, Tx tx) {
        preferences.update(tx, call.caller(), call.body(UpdatePreferencesRequest.class));
        return Reply.message("preferences updated");
    }

    private Reply register(Call call, Tx tx) {
        preferences.register(
                tx, call.caller(), call.body(FcmTokenRequest.class).token().strip());
        return Reply.message("FCM token registered");
    }
}
