package my.kilat.acceptance.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Callers who ask for something large and read 400 bytes of it a second, on connections with the smallest of buffers. */
final class SlowReaders implements AutoCloseable {
    private static final int BYTES_A_TURN = 40;
    private static final long TURN_NANOS = 100_000_000;

    private final List<SocketChannel> readers = new ArrayList<>();
    private final int count;
    private long nextTurn = System.nanoTime();
    private int hungUp;

    SlowReaders(int port, AttackRequest request, int count) throws IOException {
        this.count = count;
        for (int i = 0; i < count; i++) {
            SocketChannel reader = SocketChannel.open();
            reader.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 2_048);
            reader.connect(new InetSocketAddress("127.0.0.1", port));
            reader.write(ByteBuffer.wrap(request.bytes()));
            reader.configureBlocking(false);
            readers.add(reader);
        }
    }

    /** Lets each read a little, ten times a second. */
    void readSome() {
        if (System.nanoTime() < nextTurn) {
            return;
        }
        nextTurn += TURN_NANOS;
        readers.removeIf(reader -> {
            try {
                if (reader.read(ByteBuffer.allocate(BYTES_A_TURN)) >= 0) {
                    return false;
                }
            } catch (IOException e) {
                // The gateway has lost its patience.
            }
            hungUp++;
            return true;
        });
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel reader : readers) {
            reader.close();
        }
    }

    @Override
    public String toString() {
        return count + " slow readers, " + hungUp + " of them hung up on";
    }
}
