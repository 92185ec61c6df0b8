package my.kilat.gateway.limit.store;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the store. Commands are pipelined and answered in order; those of one turn of the event loop are sent in
 * one write.
 */
final class StoreConnection extends ChannelInboundHandlerAdapter {
    private final StoreSettings settings;
    private final Runnable ready;
    private final Consumer<String> broken;
    private final ArrayDeque<Consumer<Resp.Reply>> waiting = new ArrayDeque<>();
    private @Nullable Channel channel;
    private @Nullable ByteBuf partial;
    private boolean flushDue;
    private boolean over;

    /**
     * @param ready run when the connection may be used
     * @param broken receives, once, the reason why it can no longer be used
     */
    StoreConnection(StoreSettings settings, Runnable ready, Consumer<String> broken) {
        this.settings = settings;
        this.ready = ready;
        this.broken = broken;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        ByteBuf hello = context.alloc().buffer();
        if (!settings.password().isEmpty()) {
            Resp.begin(hello, settings.user().isEmpty() ? 2 : 3);
            Resp.word(hello, "AUTH");
            if (!settings.user().isEmpty()) {
                Resp.word(hello, settings.user());
            }
            Resp.word(hello, settings.password());
            waiting.add(this::check);
        }
        if (settings.database() != 0) {
            Resp.begin(hello, 2);
            Resp.word(hello, "SELECT");
            Resp.word(hello, Integer.toString(settings.database()));
            waiting.add(this::check);
        }
        CountScript.writeLoad(hello);
        waiting.add(this::check);
        CountScript.writeTrial(hello);
        waiting.add(reply -> {
            check(reply);
            if (!over) {
                ready.run();
            }
        });
        send(hello);
    }

    private void check(Resp.Reply reply) {
        if (reply instanceof Resp.Reply.Fault(String words)) {
            end(words);
        }
    }

    Channel channel() {
        return Objects.requireNonNull(channel);
    }

    /** Sends a command; {@code answer} receives its reply, unless the connection breaks before. */
    void ask(ByteBuf command, Consumer<Resp.Reply> answer) {
        waiting.add(answer);
        send(command);
    }

    private void send(ByteBuf command) {
        Channel to = channel();
        var _ = to.write(command, to.voidPromise());
        if (!flushDue) {
            flushDue = true;
            to.eventLoop().execute(() -> {
                flushDue = false;
                to.flush();
            });
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        ByteBuf before = partial;
        if (before != null) {
            partial = null;
            before.writeBytes(in);
            in.release();
            in = before;
        }
        try {
            Resp.Reply reply = Resp.read(in);
            while (reply != null && !over) {
                Consumer<Resp.Reply> next = waiting.poll();
                if (next == null) {
                    end("it answered what was not asked");
                    break;
                }
                next.accept(reply);
                reply = Resp.read(in);
            }
            if (in.isReadable() && !over) {
                partial = context.alloc().buffer(in.readableBytes() + 256).writeBytes(in);
            }
        } catch (Resp.ProtocolException e) {
            end(String.valueOf(e.getMessage()));
        } finally {
            in.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            end("it closed the connection");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("the connection broke");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(String.valueOf(cause.getMessage()));
    }

    /** Closes the connection for this reason. */
    void end(String why) {
        if (!over) {
            over = true;
            waiting.clear();
            ByteBuf left = partial;
            if (left != null) {
                partial = null;
                left.release();
            }
            if (channel != null) {
                var _ = channel.close();
            }
            broken.accept(why);
        }
    }
}
