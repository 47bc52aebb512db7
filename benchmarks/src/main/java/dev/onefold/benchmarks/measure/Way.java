package dev.onefold.benchmarks.measure;

/** One way of doing what its rivals do too. Its requests come from many threads at once. */
public interface Way {

    /** What it is called in the report, such as {@code transactional}. */
    String name();

    /**
     * One request, from its beginning to its answer.
     *
     * @return how many units of the work were done: 1, unless a request does several
     * @throws Exception if it failed, which ends the run: a failed request is no measurement
     */
    int once(Caller caller) throws Exception;

    /** A way by its name and what one request does. */
    static Way of(String name, Request request) {
        return new Way() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int once(Caller caller) throws Exception {
                request.run(caller);
                return 1;
            }
        };
    }

    /** What one request does. */
    interface Request {
        void run(Caller caller) throws Exception;
    }
}
