package my.kilat.booking.http;

import my.kilat.booking.domain.Actor;
import my.kilat.platform.http.Call;

/** Converts callers to actors. */
public final class Callers {
    private Callers() {}

    /** The person who calls. */
    public static Actor.Person of(Call call) {
        return new Actor.Person(call.caller().userId(), call.caller().role());
    }
}
