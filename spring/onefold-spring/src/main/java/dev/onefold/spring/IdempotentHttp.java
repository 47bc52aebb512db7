package dev.onefold.spring;

import dev.onefold.http.FingerprintRule;
import dev.onefold.http.KeyScope;
import dev.onefold.http.KeyTime;
import dev.onefold.http.ReplayMode;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a handler's contract has otherwise than its profile. What is left out is the profile's; of the attributes that
 * are lists only to be left out, one value is taken.
 */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface IdempotentHttp {

    /** The request header that carries the key. */
    String keyHeader() default "";

    /** Other names of it, from older callers. */
    String[] keyAliases() default {};

    /** Where the time of a key is told, if keys are refused that are too old to be remembered. */
    KeyTime[] keyTime() default {};

    /** How long such a key is good, such as {@code 24h}; by default as long as records are known. */
    String keyWindow() default "";

    /** What a key is unique in. */
    KeyScope[] keyScope() default {};

    /** How bodies are compared. */
    FingerprintRule.Body[] compare() default {};

    /** The only members of a JSON body that are compared, such as {@code customer.email}. */
    String[] compareOnly() default {};

    /** Members of a JSON body that are not compared, such as {@code client_timestamp}. */
    String[] compareWithout() default {};

    /** Request headers that are compared, such as one that selects a version of the API. */
    String[] compareHeaders() default {};

    /** What a repeat is told. */
    ReplayMode[] replay() default {};

    /** The status of a mismatch: 400, 409 or 422. */
    int mismatchStatus() default 0;

    /** The status of a duplicate whose first is at work: 409, 423, 425 or 503. */
    int inProgressStatus() default 0;

    /** Statuses of errors that are remembered too. */
    int[] remember() default {};

    /** Statuses of errors that are not remembered. */
    int[] forget() default {};
}
