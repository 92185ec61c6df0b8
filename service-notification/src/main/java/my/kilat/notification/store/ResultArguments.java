package my.kilat.notification.store;

import java.util.List;
import java.util.stream.Collectors;
import my.kilat.notification.domain.DeliveryResult;
import my.kilat.platform.database.Arguments;

/** The results of deliveries as arguments: states, attempts, dues, problems and reached. */
final class ResultArguments {
    private ResultArguments() {}

    static Arguments bind(Arguments arguments, List<DeliveryResult> results) {
        return arguments
                .texts("states", results, result -> result.fate().state())
                .integers("attempts", results, DeliveryResult::attempts)
                .times("dues", results, DeliveryResult::due)
                .texts("problems", results, result -> result.problem().isEmpty() ? null : result.problem())
                .texts("reached", results, ResultArguments::literal);
    }

    /**
     * The devices that have received it, as a literal of {@code bigint[]}: their number differs, so unnest cannot take them as
     * arrays.
     */
    private static String literal(DeliveryResult result) {
        return result.reached().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
