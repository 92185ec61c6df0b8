package my.kilat.runner.profile;

import java.time.InstantSource;
import java.util.UUID;
import my.kilat.contract.internal.RunnerProfiles;
import my.kilat.contract.internal.RunnersQuestion;
import my.kilat.contract.runner.AddCrateRequest;
import my.kilat.contract.runner.CreateRunnerRequest;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.security.Caller;
import my.kilat.platform.time.Times;
import my.kilat.runner.domain.NewProfile;

/** Runners and their crates over HTTP. */
public final class ProfileEndpoints implements Endpoints {
    private final ProfileKeeping profiles;
    private final InstantSource clock;

    public ProfileEndpoints(ProfileKeeping profiles, InstantSource clock) {
        this.profiles = profiles;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.inTransaction("createRunner", this::create)
                .on("getMyRunner", call -> Reply.ok(profiles.of(call.caller().userId())))
                .inTransaction("addCrate", this::addCrate)
                .on("listRunnerProfiles", this::list);
    }

    private Reply create(Call call, Tx tx) {
        Caller caller = call.caller();
        int year = clock.instant().atZone(Times.KUALA_LUMPUR).getYear();
        CreateRunnerRequest sent = call.body(CreateRunnerRequest.class);
        return Reply.created(
                profiles.create(tx, caller.userId(), NewProfile.of(sent, caller.name(), caller.phone(), year)));
    }

    /** What the dispatch service asks. */
    private Reply list(Call call) {
        return Reply.ok(
                new RunnerProfiles(profiles.of(call.body(RunnersQuestion.class).userIds())));
    }

    private Reply addCrate(Call call, Tx tx) {
        UUID runner = call.caller().userId();
        return Reply.created(profiles.addCrate(tx, runner, call.body(AddCrateRequest.class)));
    }
}
