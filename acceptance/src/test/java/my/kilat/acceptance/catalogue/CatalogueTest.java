package my.kilat.acceptance.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import my.kilat.contract.catalogue.Component;
import my.kilat.local.KilatHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever repeats the catalogue outside the code says the same. */
class CatalogueTest {
    @Test
    void theFilesOfBuildDeploymentAndDocumentationAgreeWithIt() {
        assertThat(HandWritten.differences(KilatHome.find())).isEmpty();
    }

    /** Each of these alone is named: file, what is there, what it is replaced by. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "pom.xml; <module>service-payment</module>; ~~",
                "launcher/pom.xml; <artifactId>service-payment</artifactId>; <artifactId>payment</artifactId>",
                "contract/openapi.yaml; x-service: payment; x-service: payments",
                "contract/openapi.yaml; '8001', '8002',; '8001',",
                "contract/openapi.yaml; url: http://localhost:8080; url: http://localhost:8090",
                "infrastructure/services.yml; SERVICE_PORT: 8002; SERVICE_PORT: 8012",
                "infrastructure/services.yml; {SERVICE: payment}; {SERVICE: booking}",
                "infrastructure/services.yml; ${DB_NAME_PAYMENT:-kilat_payment}; kilat",
                "infrastructure/services.yml; http://service-payment:8002; http://service-payment:8012",
                "infrastructure/docker-compose.yml; :8002:8002; :8012:8012",
                "infrastructure/docker-compose.kraft.yml; service: payment; service: booking",
                "infrastructure/docker-compose.scale.yml; service-payment: {condition: service_healthy}; ~~",
                "infrastructure/infra/init-databases.sql; 'kilat_payment',; ~~",
                "infrastructure/image/healthy; SERVICE_PORT:-$port; SERVICE_PORT:-8002",
                "docs/settings.md; `http://localhost:8002`; `http://localhost:8012`",
                "README.md; | payment | 8002 |; | payment | 8012 |",
            })
    void aFileThatSaysSomethingElseIsNamed(String file, String before, String after, @TempDir Path directory)
            throws IOException {
        SourceTree tree = SourceTree.copy(directory.resolve("tree"));
        String text = Files.readString(tree.path(file));
        assertThat(text).contains(before);
        Files.writeString(tree.path(file), text.replace(before, after));
        assertThat(HandWritten.differences(tree.root())).isNotEmpty();
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
