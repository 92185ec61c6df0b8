package my.kilat.platform.openapi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import my.kilat.contract.identity.Role;

/**
 * One operation of the OpenAPI document: what may be asked, where, by whom.
 *
 * @param id its {@code operationId}
 * @param method in capitals
 * @param path with {@code {name}} segments
 * @param open whether it needs no token
 * @param roles who may call it; empty means any authenticated caller
 * @param callers the services that may call it, by their short names; empty for an operation for people
 * @param body what its body has to be, in JSON; an operation that has none, and takes no raw one, ignores whatever is sent
 * @param rawBody whether its body is taken as it comes, of any media type
 * @param mostBody bytes of a body, read or ignored; {@code x-max-body}, 32 KiB where the document does not say
 * @param largeReply whether an answer may exceed {@value #LARGE_REPLY} bytes; {@code x-large-reply}
 * @param query its query parameters
 */
public record Operation(
        String id,
        String method,
        String path,
        boolean open,
        Set<Role> roles,
        Set<String> callers,
        Optional<BodyRule> body,
        boolean rawBody,
        int mostBody,
        boolean largeReply,
        List<QueryRule> query) {

    /** Bytes of a body where the document does not say. */
    public static final int ORDINARY_BODY = 32 << 10;

    /** Bytes of an answer beyond which its operation has to be marked {@code x-large-reply}. */
    public static final int LARGE_REPLY = 256 << 10;

    /** Whether it is called by people, each with a token of their own. */
    public boolean isPersonal() {
        return !open && callers.isEmpty();
    }

    /**
     * What the document says of a query parameter.
     *
     * @param number what counts when none or a large one is sent; only of a parameter whose type is {@code number}
     */
    public record QueryRule(String name, String type, boolean required, JsonRule rule, NumberRule number) {}

    /**
     * What the document says of a number beyond its limits.
     *
     * @param fallback the number that counts when none is sent; its {@code default}
     * @param cap the number that counts when a larger one is sent; its {@code x-capped-at}
     */
    public record NumberRule(OptionalDouble fallback, OptionalDouble cap) {}
}
