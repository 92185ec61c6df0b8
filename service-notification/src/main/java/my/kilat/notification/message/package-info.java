/** Messages as the operations console looks at them: lists, single ones, templates, and what administrators do about them. */
@org.jspecify.annotations.NullMarked
package my.kilat.notification.message;
