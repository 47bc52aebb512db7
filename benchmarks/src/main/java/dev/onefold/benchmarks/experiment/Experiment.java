package dev.onefold.benchmarks.experiment;

/** One question, and how it is answered. Add a class, name it in {@link Experiments}, and it is run and reported. */
public interface Experiment {

    /** For {@code --only}, and the key of its table in the report. */
    String name();

    /** The question, in a few words. */
    String title();

    /**
     * Measures, and adds what it found to the laboratory's findings.
     *
     * @throws Exception whatever went wrong: the run ends, since half a measurement is none
     */
    void run(Laboratory laboratory) throws Exception;
}
