@org.jspecify.annotations.NullMarked
package my.kilat.identity.domain;
