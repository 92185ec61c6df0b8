/** How a service finds out, by itself and always, that another one knows something else, and what becomes of it. */
@org.jspecify.annotations.NullMarked
package my.kilat.platform.reconcile;
