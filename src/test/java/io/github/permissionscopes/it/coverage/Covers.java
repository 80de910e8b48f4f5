package io.github.permissionscopes.it.coverage;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test sees a refused scope absent at these moments, on these ways to a token. The test fails if it ends without
 * having looked at one of the moments.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Covers.All.class)
@ExtendWith(ObservedMoments.class)
public @interface Covers {

    Route[] route();

    /** By default all that a code grant without a consent page has. */
    Moment[] at() default {
        Moment.ACCESS_TOKEN,
        Moment.RESPONSE,
        Moment.REFRESH,
        Moment.TRACES,
        Moment.ID_TOKEN,
        Moment.USERINFO,
        Moment.INTROSPECTION,
        Moment.EVENT
    };

    /** The container of a repeated annotation. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(ObservedMoments.class)
    @interface All {
        Covers[] value();
    }
}
