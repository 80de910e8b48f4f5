package io.github.permissionscopes.it.framework;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An administrator of the realm, whose changes are undone at the end of the test. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface InjectRealmAdmin {

    /** Of the realm, if the test class has several. */
    String realmRef() default "";
}
