@org.jspecify.annotations.NullMarked
package my.kilat.runner.store;
