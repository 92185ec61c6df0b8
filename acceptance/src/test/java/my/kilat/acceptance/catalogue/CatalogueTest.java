package my.kilat.acceptance.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import my.kilat.contract.catalogue.Component;
import my.kilat.local.KilatHome;
import org.junit.jupiter.api.Test;

/** Whatever repeats the catalogue outside the code says the same. */
class CatalogueTest {
    @Test
    void theFilesOfBuildDeploymentAndDocumentationAgreeWithIt() {
        assertThat(HandWritten.differences(KilatHome.find())).isEmpty();
    }

    @Test
    void noTwoComponentsShareAPort() {
        assertThat(Arrays.stream(Component.values()).map(Component::port)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Component.values()).map(Component::port)).doesNotContain(Component.MANAGEMENT_PORT);
    }

    @Test
    void aComponentIsFoundByItsNameAndByItsModule() {
        assertThat(Component.find("booking")).contains(Component.BOOKING);
        assertThat(Component.find("service-booking")).contains(Component.BOOKING);
        assertThat(Component.find("api-gateway")).contains(Component.GATEWAY);
        assertThat(Component.find("service-gateway")).isEmpty();
    }
}
