package dev.onefold.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sits between a data source and its user, sees every round trip, and decides what becomes of it. */
interface Tap {

    /** A round trip that is about to be made. */
    interface RoundTrip {
        @Nullable
        Object go() throws SQLException;
    }

    /**
     * In place of one round trip.
     *
     * @param sent the SQL, perhaps with {@code COMMIT} at its end, or {@code COMMIT}, {@code ROLLBACK}, {@code SAVEPOINT}, {@code ROLLBACK TO}
     */
    @Nullable
    Object on(String sent, RoundTrip trip) throws SQLException;

    /** In place of closing a connection, which is not counted as a round trip. */
    default void close(Connection real) throws SQLException {
        real.close();
    }

    /** Where connections come from. */
    interface Source {
        Connection get() throws SQLException;
    }

    static DataSource dataSource(Source source, Tap tap) {
        return proxy(DataSource.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getConnection" -> connection(source.get(), tap);
            case "toString" -> "tapped";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    /** A commit that finds the transaction ended, as the last statement had COMMIT behind it, is no round trip. */
    static Connection connection(Connection real, Tap tap) {
        AtomicBoolean ended = new AtomicBoolean();
        return proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "prepareStatement" ->
                statement(
                        PreparedStatement.class,
                        (PreparedStatement) Objects.requireNonNull(call(real, method, arguments)),
                        (String) arguments[0],
                        tap,
                        ended);
            case "createStatement" ->
                statement(
                        Statement.class,
                        (Statement) Objects.requireNonNull(call(real, method, arguments)),
                        "",
                        tap,
                        ended);
            case "commit" ->
                ended.getAndSet(false)
                        ? call(real, method, arguments)
                        : tap.on("COMMIT", () -> call(real, method, arguments));
            case "rollback" ->
                tap.on(
                        arguments != null && arguments[0] instanceof Savepoint ? "ROLLBACK TO" : "ROLLBACK",
                        () -> call(real, method, arguments));
            case "close" -> {
                tap.close(real);
                yield null;
            }
            case "setSavepoint" -> tap.on("SAVEPOINT", () -> call(real, method, arguments));
            default -> call(real, method, arguments);
        });
    }

    private static <S extends Statement> S statement(
            Class<S> type, S real, String prepared, Tap tap, AtomicBoolean ended) {
        return proxy(type, (proxy, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return call(real, method, arguments);
            }
            String sql = arguments == null ? prepared : (String) arguments[0];
            Object result = tap.on(sql, () -> call(real, method, arguments));
            ended.set(sql.endsWith(";\nCOMMIT"));
            return result;
        });
    }

    private static <I> I proxy(Class<I> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Tap.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object real, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new IllegalStateException("The driver failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
