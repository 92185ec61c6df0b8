package my.kilat.bench.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Positions that are due at fixed times, of one ride after the other, on keep-alive connections. */
final class Positions extends Requests {
    private final List<Trail> trails;
    private int next;

    Positions(Sockets sockets, Order order, List<Trail> trails) {
        super(sockets, order, Unpooled.EMPTY_BUFFER);
        this.trails = trails;
    }

    @Override
    ByteBuf request(long due) {
        Trail trail = trails.get(next);
        next = (next + 1) % trails.size();
        byte[] request = trail.request(due).getBytes(StandardCharsets.US_ASCII);
        ByteBuf bytes = UnpooledByteBufAllocator.DEFAULT.directBuffer(request.length);
        return bytes.writeBytes(request);
    }
}
