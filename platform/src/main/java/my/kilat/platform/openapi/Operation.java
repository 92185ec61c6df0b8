package my.kilat.platform.openapi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import my.kilat.contract.identity.Role;

/**
 * One operation of the OpenAPI document.
 *
 * @param id its {@code operationId}
 * @param method in capitals
 * @param path with {@code {name}} segments
 * @param open whether it needs no token
 * @param bySession whether browsers call it, with the cookie of a session instead of a token; {@code security: [session]}
 * @param roles the roles that may call it; empty means any authenticated caller
 * @param callers the services that may call it, by their short names; empty for an operation for people
 * @param body the rule of its JSON body; an operation that has none, and takes no raw one, ignores any body
 * @param rawBody whether its body is taken as received, of any media type
 * @param mostBody bytes of a body, read or ignored; {@code x-max-body}, 32 KiB by default
 * @param largeReply whether a response may exceed {@value #LARGE_REPLY} bytes; {@code x-large-reply}
 * @param query its query parameters
 */
public record Operation(
        String id,
        String method,
        String path,
        boolean open,
        boolean bySession,
        Set<Role> roles,
        Set<String> callers,
        Optional<BodyRule> body,
        boolean rawBody,
        int mostBody,
        boolean largeReply,
        List<QueryRule> query) {

    /** Largest body in bytes where the document sets no other. */
    public static final int ORDINARY_BODY = 32 << 10;

    /** Largest response in bytes of an operation that is not marked {@code x-large-reply}. */
    public static final int LARGE_REPLY = 256 << 10;

    /** Whether it is called by people, each with a token or a session of their own. */
    public boolean isPersonal() {
        return !open && callers.isEmpty();
    }

    /**
     * The rule of a query parameter.
     *
     * @param number the default and cap; only of a parameter whose type is {@code number}
     */
    public record QueryRule(String name, String type, boolean required, JsonRule rule, NumberRule number) {}

    /**
     * The default and cap of a number.
     *
     * @param fallback the value used if none is sent; its {@code default}
     * @param cap the value used in place of a larger one; its {@code x-capped-at}
     */
    public record NumberRule(OptionalDouble fallback, OptionalDouble cap) {}
}
