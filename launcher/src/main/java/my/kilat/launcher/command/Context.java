package my.kilat.launcher.command;

import my.kilat.launcher.place.Layout;
import my.kilat.launcher.screen.Screen;
import my.kilat.local.KilatHome;
import my.kilat.platform.settings.Environment;

/**
 * The context of every command.
 *
 * @param layout the directories
 * @param environment the settings of this process
 * @param screen the output
 */
public record Context(Layout layout, Environment environment, Screen screen) {

    /** The context of this process. */
    public static Context ofProcess() {
        return new Context(Layout.of(KilatHome.find(), System.getenv()), Environment.ofProcess(), Screen.standard());
    }
}
