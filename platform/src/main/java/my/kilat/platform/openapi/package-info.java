/** The OpenAPI document, read for each operation: who may call it, the schema of its body, and the largest size. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.openapi;
