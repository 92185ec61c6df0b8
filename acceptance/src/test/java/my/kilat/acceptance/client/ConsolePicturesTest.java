package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import my.kilat.acceptance.platform.Kilat;
import org.junit.jupiter.api.Test;

/**
 * The pictures of README.md: the map, and the timeline of a booking, of a morning in Kuala Lumpur. They are in the target folder;
 * with {@code -Dkilat.pictures=docs/pictures} they are put into that folder too.
 */
class ConsolePicturesTest {
    @Test
    void areTakenOfAMorning() throws Exception {
        // Runners of other tests would be offered its rides and stand on its map.
        try (Kilat kilat = Kilat.with(Map.of())) {
            Morning.Shown shown = new Morning(kilat).happen();
            ConsoleWalk.run(
                    kilat,
                    "pictures.mjs",
                    kilat.clock().instant().toString(),
                    shown.completed().toString(),
                    shown.underWay().toString());
        }
        for (String name : List.of("console-map.png", "console-booking.png")) {
            Path picture = ConsoleWalk.PICTURES.resolve(name);
            assertThat(ImageIO.read(picture.toFile()).getWidth()).as(name).isEqualTo(1280);
            String folder = System.getProperty("kilat.pictures");
            if (folder != null) {
                Path kept = Files.createDirectories(ConsoleWalk.HOME.resolve(folder));
                Files.copy(picture, kept.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
