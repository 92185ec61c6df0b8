package my.kilat.console.message;

import java.util.UUID;
import my.kilat.console.audit.Reason;
import my.kilat.console.audit.ServiceActs;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.NoticeResendCommand;
import my.kilat.contract.internal.RecipientChannelCommand;
import my.kilat.contract.notification.Channel;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** What administrators do about messages and their recipients. */
public final class MessageActEndpoints implements Endpoints {
    private final ServiceActs acts;

    public MessageActEndpoints(ServiceActs acts) {
        this.acts = acts;
    }

    private record Resend(Channel channel, String reason) {}

    private record Switch(Channel channel, boolean enabled, String reason) {}

    @Override
    public void addTo(Routes routes) {
        routes.on("resendMessageFromConsole", this::resend).on("setChannelFromConsole", this::setChannel);
    }

    private Reply resend(Call call) {
        UUID id = call.id("id");
        Resend asked = call.body(Resend.class);
        return Reply.message(acts.runInternal(
                call.caller(),
                new Act("send again by " + asked.channel.word(), "message " + id, new Reason(asked.reason).reason()),
                Component.NOTIFICATION,
                "/internal/v1/notices/resend",
                new NoticeResendCommand(id, asked.channel)));
    }

    private Reply setChannel(Call call) {
        UUID id = call.id("id");
        Switch asked = call.body(Switch.class);
        return Reply.message(acts.runInternal(
                call.caller(),
                new Act(
                        (asked.enabled ? "turn on " : "turn off ") + asked.channel.word(),
                        "person " + id,
                        new Reason(asked.reason).reason()),
                Component.NOTIFICATION,
                "/internal/v1/notices/channels",
                new RecipientChannelCommand(id, asked.channel, asked.enabled)));
    }
}
