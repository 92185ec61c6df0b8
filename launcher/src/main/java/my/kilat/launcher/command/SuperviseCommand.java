package my.kilat.launcher.command;

import java.util.concurrent.Callable;
import my.kilat.launcher.supervise.Supervision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The process behind {@code up -d}. */
@Command(name = "supervise", hidden = true, description = "What 'up -d' leaves in the background.")
final class SuperviseCommand implements Callable<Integer> {
    @Mixin
    private UpWords words = new UpWords();

    @Override
    public Integer call() {
        Quiet.please();
        Context context = Context.ofProcess();
        // The supervisor records and logs all events itself.
        return Supervision.run(context.layout(), words.options(), context.environment(), state -> {})
                .orElse(1);
    }
}
