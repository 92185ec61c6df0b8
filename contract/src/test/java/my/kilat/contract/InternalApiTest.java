package my.kilat.contract;

import static my.kilat.contract.Document.INTERNAL;
import static my.kilat.contract.Document.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.CrateSize;
import my.kilat.contract.booking.PetKind;
import my.kilat.contract.http.Success;
import my.kilat.contract.identity.Role;
import my.kilat.contract.internal.AcceptanceResult;
import my.kilat.contract.internal.BookingFileQuestion;
import my.kilat.contract.internal.BookingRowsQuestion;
import my.kilat.contract.internal.BookingStanding;
import my.kilat.contract.internal.BookingStandings;
import my.kilat.contract.internal.CancellationAnnouncement;
import my.kilat.contract.internal.DispatchQuestion;
import my.kilat.contract.internal.InvitationWithdrawalCommand;
import my.kilat.contract.internal.LedgerQuestion;
import my.kilat.contract.internal.LogLevel;
import my.kilat.contract.internal.LogQuestion;
import my.kilat.contract.internal.NoQuestion;
import my.kilat.contract.internal.NoticeQuestion;
import my.kilat.contract.internal.NoticeResendCommand;
import my.kilat.contract.internal.NoticeRowsQuestion;
import my.kilat.contract.internal.OfferAcceptance;
import my.kilat.contract.internal.OutgoingQuestion;
import my.kilat.contract.internal.PaymentStanding;
import my.kilat.contract.internal.PaymentStandings;
import my.kilat.contract.internal.PeopleQuestion;
import my.kilat.contract.internal.PeopleSearchQuestion;
import my.kilat.contract.internal.RecipientChannelCommand;
import my.kilat.contract.internal.RunnerFileQuestion;
import my.kilat.contract.internal.RunnerOffersQuestion;
import my.kilat.contract.internal.RunnerOfflineCommand;
import my.kilat.contract.internal.RunnerPlacesAtQuestion;
import my.kilat.contract.internal.RunnerProfile;
import my.kilat.contract.internal.RunnerProfiles;
import my.kilat.contract.internal.RunnerRowsQuestion;
import my.kilat.contract.internal.RunnerSuspensionCommand;
import my.kilat.contract.internal.RunnerTrackQuestion;
import my.kilat.contract.internal.RunnersQuestion;
import my.kilat.contract.internal.ShopPlacesQuestion;
import my.kilat.contract.internal.SimulatedProviderCommand;
import my.kilat.contract.internal.StaffDisableCommand;
import my.kilat.contract.internal.StaffInvitationCommand;
import my.kilat.contract.internal.StandingsQuestion;
import my.kilat.contract.notification.Channel;
import my.kilat.contract.notification.DeliveryState;
import my.kilat.contract.payment.EscrowStatus;
import my.kilat.contract.payment.LedgerKind;
import my.kilat.contract.runner.Crate;
import my.kilat.contract.runner.RunnerState;
import my.kilat.contract.runner.SessionStatus;
import org.junit.jupiter.api.Test;

/** The rules of internal.yaml, and what its records become on the wire. */
class InternalApiTest {
    private static final UUID A = UUID.fromString("0193f1c2-7a10-7c3e-9b1d-4f2a6c8e0b11");
    private static final UUID B = UUID.fromString("0193f1c0-3d52-7a88-b0c4-5e7d9f1a2b01");

    private static List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        INTERNAL.root().path("paths").forEach(path -> path.forEach(operations::add));
        return operations;
    }

    @Test
    void everyOperationIsUnderneathAPathThatTheGatewayDoesNotKnow() {
        assertThat(OpenApiTest.fieldNames(INTERNAL.root().path("paths")))
                .isNotEmpty()
                .allMatch(path -> path.startsWith("/internal/"));
    }

    @Test
    void everyOperationSaysWhoAnswersItAndWhoMayCall() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.path("operationId").asText()).isNotBlank();
            assertThat(operation.path("x-service").asText())
                    .isIn(
                            "booking",
                            "payment",
                            "runner",
                            "dispatch",
                            "tracking",
                            "notification",
                            "identity",
                            "console",
                            "every");
            assertThat(operation.path("x-callers")).isNotEmpty();
            assertThat(operation.has("security"))
                    .as("none is open to everybody")
                    .isFalse();
        });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        INTERNAL.everyObject((pointer, node) -> {
            if (node.has("$ref")) {
                assertThat(INTERNAL.at(node.path("$ref").asText().substring(1)).isMissingNode())
                        .as(pointer)
                        .isFalse();
            }
        });
    }

    @Test
    void recordsAreWrittenAsTheirSchemasSay() throws Exception {
        BookingStanding booking =
                new BookingStanding(A, "BK-7QK2MX", B, 2210, "MYR", BookingStatus.DELIVERED, B, true, "", 4);
        BookingStanding open =
                new BookingStanding(A, "BK-7QK2MX", B, 2210, "MYR", BookingStatus.REQUESTED, null, false, "", 1);
        PaymentStanding payment = new PaymentStanding(A, B, 2, EscrowStatus.FAILED, true, B, 2210);
        RunnerProfile runner = new RunnerProfile(
                A,
                SessionStatus.ACTIVE,
                4.8,
                List.of(new Crate(B, CrateSize.LARGE, List.of(PetKind.DOG, PetKind.FISH), 30, 0, 0, 0, true, false)),
                true);
        Map<Object, String> written = new HashMap<>(Map.of(
                new DispatchQuestion(A),
                "DispatchQuestion",
                Success.of(new RunnerProfiles(List.of(runner))),
                "RunnerProfilesEnvelope",
                new RunnersQuestion(List.of(A, B)),
                "RunnersQuestion",
                new OfferAcceptance(A, B),
                "OfferAcceptance",
                Success.of(AcceptanceResult.accepted(A, 2)),
                "AcceptanceResultEnvelope",
                Success.of(AcceptanceResult.refused(A, "another runner has taken this booking")),
                "AcceptanceResultEnvelope",
                Success.of(AcceptanceResult.suspended(A, "you are suspended and cannot take rides; ask support")),
                "AcceptanceResultEnvelope"));
        written.putAll(Map.of(
                new NoQuestion(),
                "NoQuestion",
                new BookingFileQuestion(A),
                "BookingFileQuestion",
                new BookingRowsQuestion(List.of(BookingStatus.ACCEPTED), true, null, List.of(A), null),
                "BookingRowsQuestion",
                new BookingRowsQuestion(List.of(), false, "BK-7QK2MX", List.of(), "2026-02-12T10:00:00Z_" + A),
                "BookingRowsQuestion",
                new PeopleQuestion(List.of(A, B)),
                "PeopleQuestion",
                new PeopleSearchQuestion("+60123456789"),
                "PeopleSearchQuestion"));
        written.putAll(Map.of(
                new RunnerRowsQuestion(List.of(RunnerState.FREE, RunnerState.SILENT), A),
                "RunnerRowsQuestion",
                new RunnerRowsQuestion(List.of(), null),
                "RunnerRowsQuestion",
                new RunnerFileQuestion(A),
                "RunnerFileQuestion",
                new RunnerOfflineCommand(A, B, "the runner asked for it"),
                "RunnerOfflineCommand",
                new LedgerQuestion(null, null, null),
                "LedgerQuestion",
                new LedgerQuestion("BK-7QK2MX", LedgerKind.HOLD, "2026-02-12T10:00:00Z_" + A),
                "LedgerQuestion"));
        written.putAll(Map.of(
                new RunnerSuspensionCommand(A, B, "the documents have expired"),
                "RunnerSuspensionCommand",
                new RunnerOffersQuestion(A, null),
                "RunnerOffersQuestion",
                new RunnerOffersQuestion(A, "2026-02-12T10:00:00Z_" + B),
                "RunnerOffersQuestion"));
        written.putAll(Map.of(
                new NoticeRowsQuestion(null, null, List.of(), null),
                "NoticeRowsQuestion",
                new NoticeRowsQuestion(Channel.SMS, DeliveryState.FAILED, List.of(A), "2026-02-12T10:00:00Z_" + A),
                "NoticeRowsQuestion",
                new NoticeQuestion(A),
                "NoticeQuestion",
                new OutgoingQuestion(Channel.EMAIL, "aisyah@example.com"),
                "OutgoingQuestion",
                new NoticeResendCommand(A, Channel.PUSH),
                "NoticeResendCommand",
                new RecipientChannelCommand(A, Channel.SMS, false),
                "RecipientChannelCommand",
                new StaffInvitationCommand(A, "olga@kilat.my", "Olga", Role.OPERATOR),
                "StaffInvitationCommand",
                new InvitationWithdrawalCommand(A, B),
                "InvitationWithdrawalCommand",
                new StaffDisableCommand(A, B, true),
                "StaffDisableCommand",
                new SimulatedProviderCommand(Channel.SMS, true),
                "SimulatedProviderCommand"));
        written.putAll(Map.of(
                new LogQuestion(LogLevel.WARN, "timeout"),
                "LogQuestion",
                new LogQuestion(LogLevel.DEBUG, null),
                "LogQuestion"));
        written.putAll(Map.of(
                Success.of(new BookingStandings(List.of(booking, open))),
                "BookingStandingsEnvelope",
                Success.of(new BookingStandings(List.of())),
                "BookingStandingsEnvelope",
                Success.of(new PaymentStandings(List.of(payment))),
                "PaymentStandingsEnvelope",
                new StandingsQuestion(List.of(A, B)),
                "StandingsQuestion",
                new CancellationAnnouncement(A),
                "CancellationAnnouncement"));
        Instant noon = Instant.parse("2026-02-12T12:00:00Z");
        written.putAll(Map.of(
                new RunnerPlacesAtQuestion(noon, null),
                "RunnerPlacesAtQuestion",
                new RunnerPlacesAtQuestion(noon, A),
                "RunnerPlacesAtQuestion",
                new RunnerTrackQuestion(A, noon.minusSeconds(3600), noon),
                "RunnerTrackQuestion",
                new ShopPlacesQuestion(null),
                "ShopPlacesQuestion",
                new ShopPlacesQuestion(B),
                "ShopPlacesQuestion"));
        for (Map.Entry<Object, String> entry : written.entrySet()) {
            assertThat(INTERNAL.problems(
                            "/components/schemas/" + entry.getValue(), JSON.writeValueAsString(entry.getKey())))
                    .as(entry.getValue())
                    .isEmpty();
        }
    }

    @Test
    void aQuestionIsBounded() throws Exception {
        String pointer = "/components/schemas/StandingsQuestion";
        assertThat(INTERNAL.problems(pointer, JSON.writeValueAsString(new StandingsQuestion(List.of()))))
                .isNotEmpty();
        List<UUID> tooMany = IntStream.rangeClosed(0, StandingsQuestion.MOST)
                .mapToObj(_ -> UUID.randomUUID())
                .toList();
        assertThat(INTERNAL.problems(pointer, JSON.writeValueAsString(new StandingsQuestion(tooMany))))
                .isNotEmpty();
        assertThat(INTERNAL.problems(
                        pointer,
                        JSON.writeValueAsString(new StandingsQuestion(tooMany.subList(0, StandingsQuestion.MOST)))))
                .isEmpty();
    }
}
