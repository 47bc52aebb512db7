package dev.onefold.spring.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A call of this method is one intent: it sends one request, with one key, also when {@code @Retryable} on it runs it again.
 * For methods of HTTP service interfaces and of other beans; needs {@link KeyedCalls} among the beans.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface KeyedCall {

    /**
     * What is wanted, as an expression over the arguments, such as {@code #order.id}: the same for every try of the same thing,
     * so that a second call, in this process or another, has the first one's key. The method's name is put in front. Empty: each
     * call is another intent.
     */
    String value() default "";
}
