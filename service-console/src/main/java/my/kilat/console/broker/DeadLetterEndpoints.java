package my.kilat.console.broker;

import java.util.List;
import java.util.Set;
import my.kilat.console.audit.Acts;
import my.kilat.console.audit.Reason;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import org.jspecify.annotations.Nullable;

/** Events that a group has given up: looked at, published again, or marked as done. */
public final class DeadLetterEndpoints implements Endpoints {
    private final DeadLetters letters;
    private final Acts acts;

    public DeadLetterEndpoints(DeadLetters letters, Acts acts) {
        this.letters = letters;
        this.acts = acts;
    }

    private record Which(String topic, @Nullable List<String> ids, String reason) {
        /** Without blanks around it. */
        String why() {
            return new Reason(reason).reason();
        }

        Set<String> chosen() {
            return ids == null ? Set.of() : Set.copyOf(ids);
        }

        Act act(String name) {
            String which = ids == null ? "all" : String.join(", ", ids);
            return new Act(name, "dead letters of " + topic + ": " + which, why());
        }
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("listDeadLetters", _ -> Reply.ok(letters.all()))
                .on("replayDeadLetters", this::replay)
                .on("discardDeadLetters", this::discard);
    }

    private Reply replay(Call call) {
        Which which = call.body(Which.class);
        return Reply.message(acts.run(
                call.caller(),
                which.act("replay"),
                () -> letters.replay(which.topic(), which.chosen()) + " published again"));
    }

    private Reply discard(Call call) {
        Which which = call.body(Which.class);
        return Reply.message(acts.run(
                call.caller(),
                which.act("discard"),
                () -> letters.discard(which.topic(), which.chosen(), which.why()) + " marked as done"));
    }
}
