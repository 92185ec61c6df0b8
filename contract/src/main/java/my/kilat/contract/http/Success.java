package my.kilat.contract.http;

/**
 * The envelope of a single object.
 *
 * @param success always true
 * @param data what was asked for; strict clients refuse an answer whose data is null or missing
 */
public record Success<T>(boolean success, T data) {

    public static <T> Success<T> of(T data) {
        return new Success<>(true, data);
    }
}
