package my.kilat.notification.message;

import my.kilat.contract.internal.NoticeResendCommand;
import my.kilat.contract.internal.RecipientChannelCommand;
import my.kilat.platform.database.Tx;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** What administrators do about messages over HTTP; the operations console decides who may, and keeps who did it. */
public final class MessageActEndpoints implements Endpoints {
    private final MessageActs acts;

    public MessageActEndpoints(MessageActs acts) {
        this.acts = acts;
    }

    @Override
    public void addTo(Routes routes) {
        routes.inTransaction("resendNotice", this::resend).inTransaction("setRecipientChannel", this::setChannel);
    }

    private Reply resend(Call call, Tx tx) {
        NoticeResendCommand command = call.body(NoticeResendCommand.class);
        return Reply.message(acts.resend(tx, command.noticeId(), command.channel()));
    }

    private Reply setChannel(Call call, Tx tx) {
        RecipientChannelCommand command = call.body(RecipientChannelCommand.class);
        return Reply.message(acts.setChannel(tx, command.userId(), command.channel(), command.enabled()));
    }
}
