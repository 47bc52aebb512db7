package dev.onefold.testkit;

import dev.onefold.Call;
import dev.onefold.Decision;
import dev.onefold.Onefold;
import dev.onefold.Outcome;
import dev.onefold.TransactionalOperation;
import dev.onefold.Work;

/** How a suite makes its requests: each in a transaction of its own, or sharing one. The promises are the same. */
interface Requests<C> {

    <T, X extends Exception> Outcome<T> decide(
            TransactionalOperation<T> operation, Call call, Work<C, Decision<T>, X> work) throws X;

    default <T, X extends Exception> Outcome<T> execute(
            TransactionalOperation<T> operation, Call call, Work<C, T, X> work) throws X {
        return decide(operation, call, resource -> new Decision.Accept<>(work.run(resource)));
    }

    /** Each by itself. */
    static <C> Requests<C> of(Onefold<C> engine) {
        return new Requests<>() {
            @Override
            public <T, X extends Exception> Outcome<T> decide(
                    TransactionalOperation<T> operation, Call call, Work<C, Decision<T>, X> work) throws X {
                return engine.decide(operation, call, work);
            }
        };
    }
}
