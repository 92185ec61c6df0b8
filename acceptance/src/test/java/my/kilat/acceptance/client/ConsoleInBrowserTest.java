package my.kilat.acceptance.client;

import my.kilat.acceptance.platform.Kilat;
import org.junit.jupiter.api.Test;

/** The operations console in Chromium, as {@code console/browser/run.mjs} walks through it; pictures are in the target folder. */
class ConsoleInBrowserTest {
    @Test
    void isWalkedThrough() throws Exception {
        ConsoleWalk.run(Kilat.shared(), "run.mjs");
    }
}
