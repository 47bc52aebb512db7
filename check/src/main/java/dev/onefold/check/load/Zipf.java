package dev.onefold.check.load;

import java.util.Arrays;
import java.util.Random;

/** Draws places with a probability of one over the place to the power of an exponent. */
final class Zipf {

    private final double[] cumulative;
    private final Random random;

    Zipf(int places, double exponent, Random random) {
        this.random = random;
        cumulative = new double[places];
        double sum = 0;
        for (int place = 0; place < places; place++) {
            sum += 1 / Math.pow(place + 1, exponent);
            cumulative[place] = sum;
        }
    }

    int draw() {
        double drawn = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, drawn);
        return Math.min(found >= 0 ? found : -found - 1, cumulative.length - 1);
    }
}
