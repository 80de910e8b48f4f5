package io.github.permissionscopes.it.framework;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** OAuth clients of the realm. What users say yes to at a consent page is forgotten at the end of the test. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface InjectOAuth {

    /** Of the realm, if the test class has several. */
    String realmRef() default "";
}
