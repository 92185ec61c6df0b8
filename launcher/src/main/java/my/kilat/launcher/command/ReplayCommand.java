package my.kilat.launcher.command;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import my.kilat.contract.event.Topic;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.screen.Table;
import my.kilat.platform.event.DeadLetters;
import my.kilat.platform.event.KafkaSettings;
import my.kilat.platform.settings.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kilat replay}. */
@Command(
        name = "replay",
        description = "Send the events that could not be applied back to their topic, once the cause is mended.",
        footerHeading = "%n",
        footer = "Services that had applied such an event before recognise it and do nothing.")
public final class ReplayCommand implements Callable<Integer> {
    private static final String SUFFIX = ".dlq";

    @Parameters(paramLabel = "TOPIC.dlq", description = "For instance booking.events.dlq")
    private String letters = "";

    @Override
    public Integer call() {
        Quiet.please();
        Context context = Context.ofProcess();
        Topic topic = topic(letters);
        List<DeadLetters.Letter> replayed = DeadLetters.replay(KafkaSettings.from(environment(context)), topic);
        print(context.screen(), topic, replayed);
        return 0;
    }

    private static void print(Screen screen, Topic topic, List<DeadLetters.Letter> replayed) {
        if (replayed.isEmpty()) {
            screen.line("Nothing to send back: there are no new letters in " + topic.deadLetters() + ".");
            return;
        }
        var table = new Table().head("KEY", "EVENT", "GROUP", "WHY IT FAILED");
        replayed.forEach(letter -> table.row(
                Table.Cell.of(letter.key()),
                Table.Cell.of(letter.type().isEmpty() ? "?" : letter.type()),
                Table.Cell.of(letter.group()),
                new Table.Cell(letter.error().lines().findFirst().orElse(""), Style.DIM)));
        table.print(screen);
        screen.blank();
        screen.line(screen.styled(Style.GREEN, "✔") + " " + replayed.size()
                + (replayed.size() == 1 ? " event is" : " events are") + " back in " + topic.wireName());
    }

    private static Topic topic(String letters) {
        String name = letters.endsWith(SUFFIX) ? letters.substring(0, letters.length() - SUFFIX.length()) : letters;
        Optional<Topic> found = Arrays.stream(Topic.values())
                .filter(topic -> topic.wireName().equals(name))
                .findFirst();
        return found.orElseThrow(() -> new LauncherException("There is no topic \"" + letters + "\". There are: "
                + Arrays.stream(Topic.values()).map(Topic::deadLetters).collect(Collectors.joining(", ")) + "."));
    }

    /** Where Kafka is: as the environment says, or where our own is running. */
    private static Environment environment(Context context) {
        Environment given = context.environment();
        if (given.optional("KAFKA_BROKERS").isPresent()) {
            return given;
        }
        Map<String, String> ours = new HashMap<>();
        PlatformState.read(context.layout())
                .flatMap(state -> state.part("kafka"))
                .ifPresent(part -> ours.put("KAFKA_BROKERS", part.address()));
        return given.with(ours);
    }
}
