package dev.onefold.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A method that only reads, in a read-only transaction. PostgreSQL refuses every write in it (SQLSTATE 25006), whatever
 * the method calls; other databases may take it as a hint. It needs no key: repeating it changes nothing.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Transactional(readOnly = true)
public @interface ReadOnlyOperation {

    /** The transaction manager's bean name or qualifier; the only one by default. */
    @AliasFor(annotation = Transactional.class, attribute = "transactionManager")
    String transactionManager() default "";

    /** {@link Isolation#REPEATABLE_READ} for several statements that must agree with each other. */
    @AliasFor(annotation = Transactional.class, attribute = "isolation")
    Isolation isolation() default Isolation.DEFAULT;
}
