package dev.onefold.shop;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts the statements the shop sends: round trips without BEGIN and COMMIT. */
class StatementCounter implements BeanPostProcessor {

    private final List<String> statements = new CopyOnWriteArrayList<>();

    List<String> during(Runnable work) {
        statements.clear();
        work.run();
        return List.copyOf(statements);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && name.equals("dataSource") ? new Counting(source) : bean;
    }

    private final class Counting extends DelegatingDataSource {

        Counting(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws java.sql.SQLException {
            Connection connection = super.getConnection();
            return proxy(
                    Connection.class,
                    connection,
                    (method, sql, result) -> method.equals("prepareStatement")
                            ? proxy(PreparedStatement.class, (PreparedStatement) result, (executed, none, value) -> {
                                if (executed.startsWith("execute")) {
                                    statements.add(sql);
                                }
                                return value;
                            })
                            : result);
        }
    }

    private interface Watch {
        Object after(String method, String sql, Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Watch watch) {
        InvocationHandler handler = (self, method, arguments) -> {
            try {
                String sql = arguments != null && arguments[0] instanceof String text ? text : "";
                return watch.after(method.getName(), sql, method.invoke(target, arguments));
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
