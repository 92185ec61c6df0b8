package my.kilat.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import my.kilat.launcher.place.Coordination;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.Ports;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceTable;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {
    private static final UpOptions USUAL = new UpOptions(false, false, false, false, 0);

    @TempDir
    private Path home;

    @Test
    void usuallyThereAreThreeServersAndOneJvmWithAllServices() {
        Fleet fleet = fleet(USUAL, Coordination.ZOOKEEPER, Map.of());

        assertThat(names(fleet.parts()))
                .startsWith("postgres", "zookeeper", "kafka")
                .containsAll(services());
        assertThat(fleet.serviceUnits()).extracting(Unit::name).containsExactly("services");
        assertThat(fleet.parts()).noneMatch(Part::external);
    }

    @Test
    void withKraftThereIsNoZooKeeper() {
        Fleet fleet = fleet(USUAL, Coordination.KRAFT, Map.of());

        assertThat(names(fleet.parts())).doesNotContain("zookeeper").contains("kafka");
    }

    @Test
    void withProcessesEachServiceHasItsJvm() {
        Fleet fleet = fleet(new UpOptions(false, true, false, false, 0), Coordination.ZOOKEEPER, Map.of());

        assertThat(fleet.serviceUnits()).extracting(Unit::name).containsExactlyElementsOf(services());
    }

    @Test
    void onlyTheProcessOfTheConsoleGetsWhatIsMeantForIt() {
        Map<String, String> meant = Map.of("SUPERVISOR_SECRET", "secret");
        Fleet fleet = Fleet.of(
                Layout.of(home, Map.of()),
                new UpOptions(false, true, false, false, 0),
                Coordination.ZOOKEEPER,
                Environment.of(Map.of()),
                meant);
        assertThat(fleet.serviceUnits().stream()
                        .map(Unit.Services.class::cast)
                        .filter(unit -> unit.jvm().environment().containsKey("SUPERVISOR_SECRET"))
                        .map(Unit::name))
                .containsExactly("console");
    }

    @Test
    void serversThatAreThereAlreadyAreNotStarted() {
        Fleet fleet = fleet(
                USUAL,
                Coordination.ZOOKEEPER,
                Map.of("DB_HOST", "db.example", "DB_PORT", "5432", "KAFKA_BROKERS", "kafka.example:9092"));

        assertThat(fleet.postgres()).isEmpty();
        assertThat(fleet.kafka()).isEmpty();
        assertThat(fleet.zooKeeper()).isEmpty();
        assertThat(fleet.parts().stream().filter(Part::external).map(Part::address))
                .containsExactly("db.example:5432", "kafka.example:9092");
    }

    @Test
    void anOffsetMovesEveryPort() {
        Fleet fleet = fleet(new UpOptions(false, false, false, false, 1_000), Coordination.ZOOKEEPER, Map.of());

        assertThat(fleet.parts())
                .extracting(Part::port)
                .startsWith(6433, 3181, 10092)
                .contains(9080);
    }

    @Test
    void onlyTheGatewayIsOpenToOthersAndOnlyWhenThatIsAskedFor() {
        assertThat(fleet(USUAL, Coordination.ZOOKEEPER, Map.of()).parts())
                .extracting(Part::address)
                .allMatch(address -> address.startsWith("127.0.0.1:"));
        Fleet open = fleet(new UpOptions(false, false, false, true, 0), Coordination.ZOOKEEPER, Map.of());
        assertThat(open.parts().stream().map(Part::address).filter(address -> !address.startsWith("127.0.0.1:")))
                .containsExactly("0.0.0.0:8080");
        assertThat(new UpOptions(false, false, false, true, 0).words()).contains("--lan");
    }

    @Test
    void clinicsThatDoNotExistAreInTheDirectoryOfADevelopmentPlatformOnly() {
        assertThat(settings(Map.of())).containsEntry("EXAMPLE_VETS", "true");
        assertThat(settings(Map.of("EXAMPLE_VETS", "off"))).doesNotContainKey("EXAMPLE_VETS");
        assertThat(settings(Map.of("APP_ENV", "production"))).doesNotContainKey("EXAMPLE_VETS");
    }

    private static Map<String, String> settings(Map<String, String> environment) {
        return Fleet.settings(Environment.of(environment), new Ports(0), Optional.empty(), Optional.empty());
    }

    private Fleet fleet(UpOptions options, Coordination coordination, Map<String, String> environment) {
        return Fleet.of(Layout.of(home, Map.of()), options, coordination, Environment.of(environment), Map.of());
    }

    private static List<String> services() {
        return ServiceTable.ALL.stream().map(ServiceEntry::name).toList();
    }

    private static List<String> names(List<Part> parts) {
        return parts.stream().map(Part::name).toList();
    }
}
