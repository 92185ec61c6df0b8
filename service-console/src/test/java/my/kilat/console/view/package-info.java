@org.jspecify.annotations.NullMarked
package my.kilat.console.view;
