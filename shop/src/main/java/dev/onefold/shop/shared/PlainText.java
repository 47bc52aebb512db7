package dev.onefold.shop.shared;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Text of 1 to 64 characters that a log line, a path and a database column can all hold: no control characters (PostgreSQL
 * stores no NUL), no halves of surrogate pairs, not blank.
 */
@Documented
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Pattern(regexp = "(?U)(?=.*\\S)[^\\p{Cntrl}\\p{Cs}]{1,64}")
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface PlainText {

    /**
     * The message of a violation.
     *
     * @return the message
     */
    String message() default "must be 1 to 64 characters of plain text";

    /**
     * Validation groups.
     *
     * @return none by default
     */
    Class<?>[] groups() default {};

    /**
     * Payload for clients of the validation API.
     *
     * @return none by default
     */
    Class<? extends Payload>[] payload() default {};
}
