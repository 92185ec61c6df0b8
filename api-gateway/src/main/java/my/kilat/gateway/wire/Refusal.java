package my.kilat.gateway.wire;

/**
 * The reason why bytes are not a request that may be forwarded. The connection is closed after the response, because the
 * beginning of the next request is no longer certain.
 *
 * @param status the status of the response, 400 to 599
 * @param error the client's mistake, for a reader
 */
public record Refusal(int status, String error) {
    static final Refusal REQUEST_LINE = bad("malformed request line");
    static final Refusal VERSION = bad("only HTTP/1.1 and HTTP/1.0 are spoken here");
    static final Refusal TARGET = bad("the request target must be a path that begins with a single slash");
    static final Refusal PATH = bad(
            "the path holds a dot segment, a double slash, a semicolon, a backslash or an encoding of one of these");
    static final Refusal ESCAPE = bad("the path holds a broken or needless percent-encoding");
    static final Refusal HEADER = bad("malformed header field");
    static final Refusal HOST = bad("exactly one valid Host header is required");
    static final Refusal LENGTH = bad("malformed or repeated Content-Length");
    static final Refusal TRANSFER_ENCODING = bad("the only transfer encoding accepted is a single 'chunked'");
    static final Refusal BOTH_FRAMINGS = bad("Content-Length and Transfer-Encoding exclude each other");
    static final Refusal REPEATED = bad("a header field that may stand once is repeated");
    public static final Refusal CHUNK = bad("malformed chunked body");
    static final Refusal EXPECTATION = new Refusal(417, "the only expectation met is 100-continue");
    static final Refusal METHOD = new Refusal(405, "this method is not supported");
    static final Refusal TOO_LARGE = new Refusal(431, "the request header is too large");

    private static Refusal bad(String error) {
        return new Refusal(400, error);
    }
}
