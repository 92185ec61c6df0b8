package my.kilat.identity.account;

import my.kilat.contract.identity.UpdateProfileRequest;
import my.kilat.contract.identity.User;
import my.kilat.identity.domain.Account;
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
        return Reply.ok(user(profiles.get(call.caller().userId())));
    }

    private Reply update(Call call, Tx tx) {
        return Reply.ok(user(profiles.change(tx, call.caller().userId(), call.body(UpdateProfileRequest.class))));
    }

    /** An account as its holder sees it. */
    public static User user(Account account) {
        return new User(
                account.id(),
                account.email(),
                account.phone(),
                account.fullName(),
                account.role(),
                account.verified(),
                account.avatarUrl(),
                account.createdAt());
    }
}
