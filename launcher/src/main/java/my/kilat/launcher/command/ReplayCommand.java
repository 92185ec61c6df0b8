package my.kilat.launcher.command;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import my.kilat.contract.event.Topic;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.screen.Screen;
import my.kilat.launcher.screen.Style;
import my.kilat.launcher.screen.Table;
import my.kilat.launcher.supervise.BrokerAddress;
import my.kilat.platform.background.FaultException;
import my.kilat.platform.event.DeadLetterQueue;
import my.kilat.platform.event.DeadLetterQueue.DeadLetter;
import my.kilat.platform.event.KafkaSettings;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.settings.Environment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kilat replay}. */
@Command(
        name = "replay",
        description = "Send the events that could not be applied back to their topic, once the cause is mended.",
        footerHeading = "%n",
        footer = {
            "Letters of one key are sent back in the order in which their events were published. Services that had",
            "applied such an event before recognise it and do nothing. What was sent back or discarded is remembered, so",
            "that an end in the middle does no harm, and several of these commands may run at once."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final String SUFFIX = ".dlq";
    private static final int MOST_SHOWN = 100;

    @Parameters(paramLabel = "TOPIC.dlq", description = "For instance booking.events.dlq")
    private String letters = "";

    @Option(
            names = {"-n", "--dry-run"},
            description = "Only say how many wait, and show the first hundred.")
    private boolean dryRun;

    @Option(names = "--only", paramLabel = "ID", description = "Only this letter, by the id that --dry-run shows.")
    private @Nullable String only;

    @Option(
            names = "--discard",
            paramLabel = "REASON",
            description =
                    "Do not send them back, but take them off the list for this reason, which is kept beside them.")
    private @Nullable String discard;

    @Override
    public Integer call() {
        Quiet.please();
        Context context = Context.ofProcess();
        Topic topic = topic(letters);
        if (discard != null && discard.isBlank()) {
            throw new LauncherException("Say why they are discarded: --discard \"…\"");
        }
        try {
            return run(context.screen(), topic, DeadLetterQueue.of(topic, KafkaSettings.from(environment(context))));
        } catch (FaultException | StartException e) {
            throw new LauncherException(capital(String.valueOf(e.getMessage())), e);
        }
    }

    private int run(Screen screen, Topic topic, DeadLetterQueue box) {
        DeadLetterQueue.Waiting waiting = box.waiting(MOST_SHOWN);
        if (waiting.first().isEmpty()) {
            screen.line("Nothing to send back: no letters wait in " + topic.deadLetters() + ".");
            return only == null ? 0 : 1;
        }
        if (dryRun) {
            show(screen, topic, waiting);
            return 0;
        }
        String reason = discard;
        if (only == null) {
            screen.line(events(waiting.count(), "waits", "wait") + " in " + topic.deadLetters()
                    + (reason == null ? "; sending back …" : "; discarding …"));
        }
        AtomicInteger done = new AtomicInteger();
        Predicate<DeadLetter> which = letter -> only == null || letter.id().equals(only);
        int handled = reason == null
                ? box.replay(which, letter -> progress(screen, done, waiting.count()))
                : box.discard(which, reason, letter -> progress(screen, done, waiting.count()));
        if (handled == 0 && only != null) {
            throw new LauncherException("No letter " + only + " waits in " + topic.deadLetters() + "; ./kilat replay "
                    + topic.deadLetters() + " --dry-run shows those that do.");
        }
        screen.line(screen.styled(Style.GREEN, "✔") + " " + events(handled, "is", "are")
                + (reason == null ? " back in " + topic.wireName() : " discarded"));
        return 0;
    }

    private static void progress(Screen screen, AtomicInteger done, long all) {
        int now = done.incrementAndGet();
        if (now % 500 == 0) {
            screen.line(screen.styled(Style.DIM, "  " + now + " of " + all));
        }
    }

    private static void show(Screen screen, Topic topic, DeadLetterQueue.Waiting waiting) {
        var table = new Table().head("ID", "KEY", "EVENT", "GROUP", "WHY IT FAILED");
        waiting.first()
                .forEach(letter -> table.row(
                        Table.Cell.of(letter.id()),
                        Table.Cell.of(letter.key()),
                        Table.Cell.of(letter.type().isEmpty() ? "?" : letter.type()),
                        Table.Cell.of(letter.group()),
                        new Table.Cell(letter.error().lines().findFirst().orElse(""), Style.DIM)));
        table.print(screen);
        screen.blank();
        long more = waiting.count() - waiting.first().size();
        screen.line(events(waiting.count(), "waits", "wait") + " in " + topic.deadLetters()
                + (more > 0
                        ? ", of which these are the first " + waiting.first().size()
                        : "") + ".");
    }

    private static String events(long count, String one, String many) {
        return count == 1 ? "1 event " + one : count + " events " + many;
    }

    private static String capital(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".";
    }

    private static Topic topic(String letters) {
        String name = letters.endsWith(SUFFIX) ? letters.substring(0, letters.length() - SUFFIX.length()) : letters;
        Optional<Topic> found = Arrays.stream(Topic.values())
                .filter(topic -> topic.wireName().equals(name))
                .findFirst();
        return found.orElseThrow(() -> new LauncherException("There is no topic \"" + letters + "\". There are: "
                + Arrays.stream(Topic.values()).map(Topic::deadLetters).collect(Collectors.joining(", ")) + "."));
    }

    /** The broker's address: from the environment, or that of our own running broker. */
    private static Environment environment(Context context) {
        Environment given = context.environment();
        if (given.optional("KAFKA_BROKERS").isPresent()) {
            return given;
        }
        Map<String, String> ours = new HashMap<>();
        PlatformState.read(context.layout())
                .flatMap(state -> state.part("kafka"))
                .ifPresent(part -> ours.putAll(BrokerAddress.ofOurs(part.address())));
        return given.with(ours);
    }
}
