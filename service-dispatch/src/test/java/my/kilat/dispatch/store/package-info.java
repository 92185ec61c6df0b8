@org.jspecify.annotations.NullMarked
package my.kilat.dispatch.store;
