package io.github.permissionscopes.rest;

import io.github.permissionscopes.definition.FieldError;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;

/**
 * The page of a list that a call asks for with the query parameters {@code first} and {@code max}.
 *
 * @param first number of elements to skip
 * @param max largest number of elements in the answer
 */
record Page(int first, int max) {

    static final String FIRST = "first";
    static final String MAX = "max";

    /** The default of {@code max}. */
    static final String USUAL_MAX = "100";

    private static final int MOST = 1000;

    /**
     * Parses the parameters from text. If they were declared as numbers, the server would answer an invalid one with
     * 404 and an HTML page.
     *
     * @throws WebApplicationException 400 if one of them is not a number or is out of range
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
            // Reported below.
        }
        throw Problem.of(List.of(new FieldError(
                parameter, "A whole number from " + least + " to " + most + " is expected for " + parameter + ".")));
    }
}
