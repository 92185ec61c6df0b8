/** Texts in the form in which they are stored: what people typed, normalised, and the digests of secrets. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.text;
