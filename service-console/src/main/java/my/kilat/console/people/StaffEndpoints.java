package my.kilat.console.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import my.kilat.console.audit.Reason;
import my.kilat.console.audit.ServiceActs;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.identity.Role;
import my.kilat.contract.internal.InvitationWithdrawalCommand;
import my.kilat.contract.internal.StaffDisableCommand;
import my.kilat.contract.internal.StaffInvitationCommand;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.json.Json;

/** Administrators and operators: who they are, and what administrators do about them. */
public final class StaffEndpoints implements Endpoints {
    private static final String PEOPLE = "/internal/v1/people/";

    private final Services services;
    private final ServiceActs acts;

    public StaffEndpoints(Services services, ServiceActs acts) {
        this.services = services;
        this.acts = acts;
    }

    private record Invite(String email, String name, Role role, String reason) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("listConsolePeople", _ -> Reply.ok(services.ask(Component.IDENTITY, PEOPLE + "staff")))
                .on("inviteFromConsole", this::invite)
                .on("withdrawInvitationFromConsole", this::withdraw)
                .on("disableFromConsole", call -> setDisabled(call, "disable", true))
                .on("enableFromConsole", call -> setDisabled(call, "enable", false));
    }

    private Reply invite(Call call) {
        if (call.header("Idempotency-Key").isPresent()) {
            throw new Failure.Invalid(
                    "an invitation takes no Idempotency-Key: its answer has a token, which is not to be stored");
        }
        Invite asked = call.body(Invite.class);
        JsonNode made = acts.answerInternal(
                        call.caller(),
                        new Act("invite", "address " + asked.email.strip(), new Reason(asked.reason).reason()),
                        Component.IDENTITY,
                        PEOPLE + "invite",
                        new StaffInvitationCommand(call.caller().userId(), asked.email, asked.name, asked.role))
                .data();
        ObjectNode invitation = Json.MAPPER.createObjectNode();
        invitation.set("token", made.path("token"));
        invitation.set("expires_at", made.path("expires_at"));
        return Reply.ok(invitation);
    }

    private Reply withdraw(Call call) {
        UUID id = call.id("id");
        return Reply.message(acts.runInternal(
                call.caller(),
                new Act(
                        "withdraw an invitation",
                        "invitation " + id,
                        call.body(Reason.class).reason()),
                Component.IDENTITY,
                PEOPLE + "invitations/withdraw",
                new InvitationWithdrawalCommand(call.caller().userId(), id)));
    }

    private Reply setDisabled(Call call, String act, boolean disabled) {
        UUID id = call.id("id");
        return Reply.message(acts.runInternal(
                call.caller(),
                new Act(act, "account " + id, call.body(Reason.class).reason()),
                Component.IDENTITY,
                PEOPLE + "disable",
                new StaffDisableCommand(call.caller().userId(), id, disabled)));
    }
}
