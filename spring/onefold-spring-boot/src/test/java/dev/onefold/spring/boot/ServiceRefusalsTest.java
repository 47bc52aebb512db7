package dev.onefold.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onefold.spring.Idempotent;
import dev.onefold.spring.ReplayGuard;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service method cannot be, said at the start, and what it may. */
class ServiceRefusalsTest {

    private static final String HIDDEN = "is final, private or static, or its class is final: no proxy can wrap it.";
    private static final String UNKEYED = "needs both key and scope, such as";

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(FinalMethod.class, HIDDEN),
                Arguments.of(PrivateMethod.class, HIDDEN),
                Arguments.of(StaticMethod.class, HIDDEN),
                Arguments.of(FinalClass.class, HIDDEN),
                Arguments.of(Direct.class, "is called by caller of the same class, which no proxy sees"),
                Arguments.of(InLambda.class, "of the same class, which no proxy sees: move it to a bean of its own"),
                Arguments.of(Reference.class, "is called by caller of the same class, which no proxy sees"),
                Arguments.of(InheritedCaller.class, "is called by caller of the same class, which no proxy sees"),
                Arguments.of(NoKey.class, UNKEYED),
                Arguments.of(NoScope.class, UNKEYED),
                Arguments.of(WithoutKeyByInterface.class, UNKEYED),
                Arguments.of(
                        OptionalKey.class,
                        "names required, profile, http, currentState, coalesced or replayGuard, which are for handlers"),
                Arguments.of(
                        Guarded.class,
                        "names required, profile, http, currentState, coalesced or replayGuard, which are for handlers"),
                Arguments.of(Async.class, "is asynchronous: it would be recorded before it ends"),
                Arguments.of(Overloaded.class, "Two different operations are named 'Overloaded.place'"),
                Arguments.of(TooLong.class, "has a retention.tombstone of PT2400H, but this database keeps at most"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Class<?> service, String why) {
        Runners.plain()
                .withUserConfiguration(service)
                .run(context -> assertThat(Runners.failure(context)).hasMessageContaining(why));
    }

    @ParameterizedTest
    @ValueSource(classes = {Bridged.class, OtherBean.class, NothingIdempotent.class})
    void accepted(Class<?> service) {
        Runners.plain()
                .withUserConfiguration(service)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(service));
    }

    @Test
    void aProxyOfInterfacesIsAccepted() {
        Runners.plain()
                .withPropertyValues("spring.aop.proxy-target-class=false")
                .withUserConfiguration(ByInterface.class)
                .run(context ->
                        assertThat(context.getBean(Api.class).place("key")).isEqualTo("placed key"));
    }

    static class FinalMethod {
        @Idempotent(key = "#key", scope = "'x'")
        public final String place(String key) {
            return key;
        }
    }

    static class OptionalKey {
        @Idempotent(key = "#key", scope = "'x'", required = false)
        public String place(String key) {
            return key;
        }
    }

    static class Guarded {
        interface Guard extends ReplayGuard {}

        @Idempotent(key = "#key", scope = "'x'", replayGuard = Guard.class)
        public String place(String key) {
            return key;
        }
    }

    static class PrivateMethod {
        @Idempotent(key = "#key", scope = "'x'")
        @SuppressWarnings("UnusedMethod") // that nobody calls it is not what is wrong with it
        private String place(String key) {
            return key;
        }
    }

    static class StaticMethod {
        @Idempotent(key = "#key", scope = "'x'")
        public static String place(String key) {
            return key;
        }
    }

    static final class FinalClass {
        @Idempotent(key = "#key", scope = "'x'")
        public String place(String key) {
            return key;
        }
    }

    static class Direct {
        @Idempotent(key = "#key", scope = "'x'")
        public String place(String key) {
            return key;
        }

        public String caller() {
            return place("key");
        }
    }

    static class InLambda {
        @Idempotent(key = "#key", scope = "'x'")
        public String place(String key) {
            return key;
        }

        public List<String> caller() {
            return Stream.of("key").map(key -> "a " + place(key)).toList();
        }
    }

    static class Reference {
        @Idempotent(key = "#key", scope = "'x'")
        public String place(String key) {
            return key;
        }

        public List<String> caller() {
            return Stream.of("key").map(this::place).toList();
        }
    }

    static class Parent {
        @Idempotent(key = "#key", scope = "'x'")
        public String place(String key) {
            return key;
        }

        public String caller() {
            return place("key");
        }
    }

    static class InheritedCaller extends Parent {}

    static class NoKey {
        @Idempotent(scope = "'x'")
        public String place(String key) {
            return key;
        }
    }

    static class NoScope {
        @Idempotent(key = "#key")
        public String place(String key) {
            return key;
        }
    }

    interface AnnotatedApi {
        @Idempotent
        String place(String key);
    }

    static class WithoutKeyByInterface implements AnnotatedApi {
        @Override
        public String place(String key) {
            return key;
        }
    }

    static class Async {
        @Idempotent(key = "#key", scope = "'x'")
        public CompletableFuture<String> place(String key) {
            return CompletableFuture.completedFuture(key);
        }
    }

    static class Overloaded {
        @Idempotent(key = "#key", scope = "'x'")
        public String place(String key) {
            return key;
        }

        @Idempotent(key = "#key", scope = "'x'")
        public String place(String key, int more) {
            return key + more;
        }
    }

    static class TooLong {
        @Idempotent(key = "#key", scope = "'x'", tombstoneFor = "100d")
        public String place(String key) {
            return key;
        }
    }

    interface Placing<K> {
        String place(K key);
    }

    /** The compiler gives it a bridge that calls the method. */
    static class Bridged implements Placing<String> {
        @Override
        @Idempotent(key = "#key", scope = "'x'")
        public String place(String key) {
            return key;
        }
    }

    static class OtherBean {
        private final Bridged bridged = new Bridged();

        public String caller() {
            return bridged.place("key");
        }

        @Idempotent(key = "#key", scope = "'x'")
        public String place(String key) {
            return key;
        }
    }

    static class NothingIdempotent {
        public String place() {
            return caller();
        }

        private String caller() {
            return "";
        }
    }

    interface Api {
        String place(String key);
    }

    static class ByInterface implements Api {
        @Override
        @Idempotent(name = "by-interface", key = "#key", scope = "'x'")
        public String place(String key) {
            return "placed " + key;
        }
    }
}
