package my.kilat.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import my.kilat.acceptance.hostile.Bodies.Spoiler;
import my.kilat.acceptance.operation.Operation;
import my.kilat.acceptance.operation.Scenes;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.LogWatch;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation that takes a body gets bodies that nobody should send. What the schema refuses is 400; what it allows, odd
 * as it may be, succeeds or is refused for a reason. Repeat with {@code -Dkilat.seed=…}.
 */
class HostileBodiesTest {
    private static final long SEED = Long.getLong("kilat.seed", new Random().nextLong());
    private static final int AT_RANDOM = 30;
    private static final List<String> CONTENT_TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/json; charset=\"",
            "*/*",
            "nonsense");

    private static Kilat kilat;
    private static Scenes scenes;
    private static LogWatch log;

    @BeforeAll
    static void start() {
        System.out.println("hostile bodies with -Dkilat.seed=" + SEED);
        kilat = Kilat.shared();
        scenes = new Scenes(kilat);
        log = new LogWatch();
    }

    @AfterAll
    static void theLogHasNothingToWorryAbout() {
        log.close();
        assertThat(log.worries()).isEmpty();
    }

    static Stream<Operation> operations() {
        return Operation.ALL.stream()
                .filter(operation -> !operation.bodySchema().isMissingNode());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void bodies(Operation operation) {
        Victim victim = new Victim(kilat, scenes, operation);
        Bodies bodies = new Bodies(operation);
        List<Spoiler> spoilers = new ArrayList<>(bodies.ofTheWhole());
        spoilers.addAll(bodies.ofFields());
        spoilers.addAll(bodies.atRandom(new Random(SEED ^ operation.id().hashCode()), AT_RANDOM));
        Verdict verdict = new Verdict();
        for (Spoiler spoiler : spoilers) {
            byte[] body = spoiler.spoil().apply(victim.call().body());
            boolean fits = body.length <= operation.mostBody();
            boolean allowed = fits && Rules.allow(operation, body);
            victim.answered(verdict.hear(
                    spoiler.what(),
                    allowed,
                    List.of(fits ? 400 : 413),
                    () -> victim.client().send(operation.method(), victim.call().target(), body)));
        }
        verdict.pronounce();
    }

    /** A type that is not JSON is passed over, as phones send none where they should. */
    @ParameterizedTest
    @MethodSource("operations")
    void contentTypes(Operation operation) {
        Victim victim = new Victim(kilat, scenes, operation);
        Verdict verdict = new Verdict();
        for (String type : CONTENT_TYPES) {
            ApiClient client = victim.client().with("Content-Type", type);
            victim.answered(verdict.hear(
                    type,
                    true,
                    List.of(),
                    () -> client.send(
                            operation.method(),
                            victim.call().target(),
                            victim.call().body().toString())));
        }
        verdict.pronounce();
    }
}
