package my.kilat.launcher.command;

import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import picocli.CommandLine.Command;

/** {@code kilat console}. */
@Command(
        name = "console",
        description = "Print a link that logs in to the operations console, once and within ten minutes.",
        footerHeading = "%n",
        footer = "On a development platform only; elsewhere log in with an administrator's or operator's password.")
public final class ConsoleCommand implements Runnable {
    @Override
    public void run() {
        Context context = Context.ofProcess();
        PlatformState state = PlatformState.read(context.layout())
                .filter(known -> known.phase() == Phase.UP)
                .orElseThrow(() -> new LauncherException("Kilat is not up; './kilat up' starts it."));
        context.screen()
                .line(ConsoleLink.make(state, context.environment())
                        .orElseThrow(() -> new LauncherException(
                                "The console makes no link; see './kilat ps', and log in with a password.")));
    }
}
