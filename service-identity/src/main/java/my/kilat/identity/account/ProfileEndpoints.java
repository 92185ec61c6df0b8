package my.kilat.identity.account;

import my.kilat.contract.identity.UpdateProfileRequest;
import my.kilat.identity.http.UserView;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** Profiles over HTTP. */
public final class ProfileEndpoints implements Endpoints {
    private final Profiles profiles;

    public ProfileEndpoints(Profiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getProfile", this::get).inTransaction("updateProfile", this::update);
    }

    private Reply get(Call call) {
        return Reply.ok(UserView.of(profiles.get(call.caller().userId())));
    }

    private Reply update(Call call, Tx tx) {
        return Reply.ok(
                UserView.of(profiles.change(tx, call.caller().userId(), call.body(UpdateProfileRequest.class))));
    }
}
