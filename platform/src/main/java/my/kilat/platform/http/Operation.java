package my.kilat.platform.http;

import java.util.List;
import java.util.Optional;
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
 * @param body what its body has to be
 * @param query its query parameters
 */
public record Operation(
        String id,
        String method,
        String path,
        boolean open,
        Set<Role> roles,
        Optional<BodyRule> body,
        List<QueryRule> query) {

    /** What the document says of a request body. */
    public record BodyRule(JsonRule rule, boolean required) {}

    /** What the document says of a query parameter. */
    public record QueryRule(String name, String type, boolean required, JsonRule rule) {}
}
