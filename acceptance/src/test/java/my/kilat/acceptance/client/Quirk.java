package my.kilat.acceptance.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The numbers of the habits of a client that a test shows the platform to bear. W: all web apps, WL, WS, WR: those of owners,
 * shops and runners. F: all Flutter apps, AM, AR, AS: those of owners, runners and shops. IO, IR: the iOS apps of owners and
 * runners.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
@interface Quirk {
    String[] value();
}
