package my.kilat.gateway.proxy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for a slow peer takes hardly more memory than it has bytes. */
class BuffersTest {
    private static final int READ = 2048;

    /** Notes how much memory each buffer takes that reaches the channel. */
    private static final class Memory extends ChannelOutboundHandlerAdapter {
        private final List<Integer> written = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ByteBuf buffer = (ByteBuf) message;
            written.add(
                    buffer.unwrap() == null
                            ? buffer.capacity()
                            : buffer.unwrap().capacity());
            context.write(message, promise);
        }
    }

    private static EmbeddedChannel channel(Memory memory) {
        EmbeddedChannel channel = new EmbeddedChannel(memory);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(PendingBytes.FEW, PendingBytes.MANY));
        return channel;
    }

    private static ByteBuf read(EmbeddedChannel channel, int bytes) {
        return channel.alloc().directBuffer(READ).writeZero(bytes);
    }

    @Test
    void aFewBytesInALargeBufferAreCopiedOnceTheChannelIsBackedUp() {
        Memory memory = new Memory();
        EmbeddedChannel channel = channel(memory);
        Buffers.write(channel, read(channel, 250));
        Buffers.write(channel, read(channel, 250));
        Buffers.write(channel, read(channel, READ));
        ByteBuf large = read(channel, READ);
        Buffers.write(channel, large.readRetainedSlice(100));
        large.release();
        assertThat(memory.written).containsExactly(READ, 250, READ, 100);
        channel.flush();
        Buffers.write(channel, read(channel, 250));
        assertThat(memory.written).as("nothing waits any more").endsWith(READ);
        channel.flush();
        List<Integer> lengths = channel.outboundMessages().stream()
                .map(ByteBuf.class::cast)
                .map(ByteBuf::readableBytes)
                .toList();
        assertThat(lengths).containsExactly(250, 250, READ, 100, 250);
        assertThat(channel.finishAndReleaseAll()).isTrue();
    }
}
