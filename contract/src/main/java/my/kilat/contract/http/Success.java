package my.kilat.contract.http;

/**
 * The envelope of a single object.
 *
 * @param success always true
 * @param data the result; strict clients refuse a response whose data is null or missing
 */
public record Success<T>(boolean success, T data) {

    public static <T> Success<T> of(T data) {
        return new Success<>(true, data);
    }
}
