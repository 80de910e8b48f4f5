package io.github.permissionscopes.rest;

import io.github.permissionscopes.definition.FieldError;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;

/**
 * Which part of a long list is asked for, by the parameters {@code first} and {@code max}.
 *
 * @param first how many are left out
 * @param max how many there are at most then
 */
record Page(int first, int max) {

    static final String FIRST = "first";
    static final String MAX = "max";

    /** What {@code max} is where it is not given. */
    static final String USUAL_MAX = "100";

    private static final int MOST = 1000;

    /**
     * Numbers are taken as text: what is none would otherwise be answered with 404 and a page.
     *
     * @throws WebApplicationException 400 where one of them is no number, or out of range
     */
    static Page of(String first, String max) {
        return new Page(number(FIRST, first, 0, Integer.MAX_VALUE), number(MAX, max, 1, MOST));
    }

    private static int number(String parameter, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Problem.of(List.of(new FieldError(
                parameter, "A whole number from " + least + " to " + most + " is expected for " + parameter + ".")));
    }
}
