package dev.onefold.spring.boot.rules;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hands out connections whose sessions die where {@link Faults} says. */
final class FaultyDataSource extends DelegatingDataSource {

    FaultyDataSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                Faults.before(Faults.COMMIT, connection);
                Object done = invoke(method, connection, arguments);
                Faults.afterCommit(connection);
                return done;
            }
            Object result = invoke(method, connection, arguments);
            return method.getName().equals("prepareStatement") && arguments[0] instanceof String sql
                    ? statement((PreparedStatement) result, sql, connection)
                    : result;
        });
    }

    private static PreparedStatement statement(PreparedStatement statement, String sql, Connection connection) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return invoke(method, statement, arguments);
            }
            Faults.before(sql, connection);
            Object result = invoke(method, statement, arguments);
            Faults.after(sql, connection);
            return result;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(FaultyDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
