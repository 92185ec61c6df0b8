/** What the OpenAPI document says of each operation: who may call it, what its body has to be, and how large. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.openapi;
