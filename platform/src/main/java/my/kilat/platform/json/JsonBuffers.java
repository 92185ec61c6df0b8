package my.kilat.platform.json;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;

/**
 * The buffers that JSON is read and written with, shared by all threads. By default the JSON library keeps some for each thread,
 * and a virtual thread, which serves one request, would allocate 16 KB of them and never use them again.
 */
public final class JsonBuffers {
    /** For each processor; a thread holds buffers only while it computes, so about as many are in use at once as there are processors. */
    private static final int MOST_OF_A_PROCESSOR = 4;

    /** For a {@code JsonFactory}. What is released to it while it is full is left to the garbage collector. */
    public static final RecyclerPool<BufferRecycler> POOL = JsonRecyclerPools.newBoundedPool(
            MOST_OF_A_PROCESSOR * Runtime.getRuntime().availableProcessors());

    private JsonBuffers() {}
}
