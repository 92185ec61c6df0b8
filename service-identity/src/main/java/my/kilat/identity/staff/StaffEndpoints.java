package my.kilat.identity.staff;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import my.kilat.contract.identity.Role;
import my.kilat.contract.internal.InvitationAcceptance;
import my.kilat.contract.internal.InvitationWithdrawalCommand;
import my.kilat.contract.internal.StaffDisableCommand;
import my.kilat.contract.internal.StaffInvitationCommand;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.Invitation;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import org.jspecify.annotations.Nullable;

/** Administrators and operators, for the operations console, which keeps who did what. */
public final class StaffEndpoints implements Endpoints {
    private final Staff staff;
    private final StaffInvitations invitations;

    public StaffEndpoints(Staff staff, StaffInvitations invitations) {
        this.staff = staff;
        this.invitations = invitations;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Member(
            UUID id,
            String name,
            String email,
            Role role,
            Instant createdAt,
            @Nullable Instant disabledAt) {
        static Member of(Account account) {
            return new Member(
                    account.id(),
                    account.fullName(),
                    account.email(),
                    account.role(),
                    account.createdAt(),
                    account.bannedAt());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Open(
            UUID id,
            String name,
            String email,
            Role role,
            Instant createdAt,
            Instant expiresAt,
            @Nullable String invitedBy) {
        static Open of(Invitation invitation, @Nullable Account by) {
            return new Open(
                    invitation.id(),
                    invitation.fullName(),
                    invitation.email(),
                    invitation.role(),
                    invitation.createdAt(),
                    invitation.expiresAt(),
                    by == null ? null : by.email());
        }
    }

    private record All(List<Member> accounts, List<Open> invitations) {}

    private record Accepted(UUID id, String email, Role role) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("listStaff", _ -> list())
                .inTransaction("inviteStaff", this::invite)
                .inTransaction("withdrawInvitation", this::withdraw)
                .on("acceptInvitation", this::accept)
                .inTransaction("setStaffDisabled", this::setDisabled);
    }

    private Reply list() {
        List<Account> accounts = staff.all();
        Map<UUID, Account> byId = accounts.stream().collect(Collectors.toMap(Account::id, Function.identity()));
        return Reply.ok(new All(
                accounts.stream().map(Member::of).toList(),
                invitations.open().stream()
                        .map(invitation -> Open.of(invitation, byId.get(invitation.invitedBy())))
                        .toList()));
    }

    private Reply invite(Call call, Tx tx) {
        return Reply.ok(invitations.invite(tx, call.body(StaffInvitationCommand.class)));
    }

    private Reply withdraw(Call call, Tx tx) {
        InvitationWithdrawalCommand command = call.body(InvitationWithdrawalCommand.class);
        return Reply.message(invitations.withdraw(tx, command.adminId(), command.invitationId()));
    }

    private Reply accept(Call call) {
        InvitationAcceptance acceptance = call.body(InvitationAcceptance.class);
        Account account = invitations.accept(acceptance.token(), acceptance.password());
        return Reply.ok(new Accepted(account.id(), account.email(), account.role()));
    }

    private Reply setDisabled(Call call, Tx tx) {
        StaffDisableCommand command = call.body(StaffDisableCommand.class);
        return Reply.message(staff.setDisabled(tx, command.adminId(), command.userId(), command.disabled()));
    }
}
