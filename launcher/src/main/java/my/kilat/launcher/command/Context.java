package my.kilat.launcher.command;

import my.kilat.launcher.place.Layout;
import my.kilat.launcher.screen.Screen;
import my.kilat.local.KilatHome;
import my.kilat.platform.settings.Environment;

/**
 * What every command works with.
 *
 * @param layout where things are
 * @param environment the settings of this process
 * @param screen where to write
 */
public record Context(Layout layout, Environment environment, Screen screen) {

    /** Of this process. */
    public static Context ofProcess() {
        return new Context(Layout.of(KilatHome.find(), System.getenv()), Environment.ofProcess(), Screen.standard());
    }
}
