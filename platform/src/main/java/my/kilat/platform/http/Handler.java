package my.kilat.platform.http;

/** Handles calls of one operation. It runs on a virtual thread of its own and may block. */
@FunctionalInterface
public interface Handler {
    /** Returns the reply, or throws a {@link my.kilat.platform.failure.Failure}. */
    Reply handle(Call call) throws Exception;
}
