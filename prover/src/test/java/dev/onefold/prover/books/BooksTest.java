package dev.onefold.prover.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.onefold.prover.Fixture;
import dev.onefold.prover.database.Database;
import dev.onefold.prover.database.EmbeddedDatabase;
import dev.onefold.prover.expected.ExpectedBooks;
import dev.onefold.prover.expected.Figures;
import dev.onefold.prover.load.Told;
import dev.onefold.prover.trading.DocumentKind;
import dev.onefold.prover.verdict.NoVerdictException;
import dev.onefold.prover.verdict.Violation;
import dev.onefold.prover.verdict.Violations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Right books pass; each kind of damage, planted in them, is found by name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BooksTest {

    private static final ExpectedBooks EXPECTED = ExpectedBooks.of(Fixture.rows());
    private static final String ORDER_ID = "00000000-0000-0000-0000-000000000021";
    private static final Map<String, Long> OPENING_STOCK =
            Map.of("15056BL", 10L, "15056bl", 10L, "T1", 20L, "PAD", 10L, "T2", 10L, "B", 0L);
    private static final Map<String, Long> OPENING_PENCE = Map.of("15001", 10_000L, "15002", 0L);

    private EmbeddedDatabase server;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = EmbeddedDatabase.start(directory.resolve("data"), directory.resolve("log"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void writeRightBooks() throws SQLException, IOException {
        execute("drop schema public cascade; create schema public");
        execute(file("tables.sql"));
        execute(file("right.sql"));
    }

    @Test
    void right_books_have_no_violation_and_the_expected_figures() {
        Violations violations = new Violations();
        Figures found = Books.check(server.database(), input(told(ORDER_ID, 3388)), violations);
        assertThat(violations.all()).isEmpty();
        assertThat(found).isEqualTo(EXPECTED.figures());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    order-repeated            | 900001  | insert into customer_order select gen_random_uuid(), reference, customer, status, currency, total_minor from customer_order where reference = '900001'
                    order-missing             | 900001  | delete from customer_order where reference = '900001'
                    order-unexpected          | 900009  | insert into customer_order values (gen_random_uuid(), '900009', null, 'PAID', 'GBP', 0)
                    order-lines-wrong         | 900001  | delete from order_line where line_no = 3
                    order-lines-wrong         | 900001  | update order_line set code = '15056bl' where line_no = 1 and quantity = 2
                    order-lines-wrong         | 900001  | update order_line set unit_price = 4.1250 + 0.0001 where line_no = 3
                    order-value-wrong         | 900002  | update customer_order set total_minor = 1531 where reference = '900002'
                    order-customer-wrong      | 900002  | update customer_order set customer = '15001' where reference = '900002'
                    order-status-wrong        | 900001  | update customer_order set status = 'CANCELLED' where reference = '900001'
                    payment-wrong             | 900001  | delete from payment where amount_minor = 3388
                    payment-wrong             | 900001  | insert into payment select gen_random_uuid(), order_id, account_id, 0 from payment where amount_minor = 3388
                    payment-wrong             | 900002  | update payment set amount_minor = 1 where amount_minor = 1530
                    payment-stray             |         | insert into payment values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 5)
                    return-repeated           | C900003 | insert into goods_return select gen_random_uuid(), reference, customer, order_id, total_minor from goods_return
                    return-missing            | C900003 | delete from goods_return
                    return-lines-wrong        | C900003 | update return_line set quantity = 1
                    return-value-wrong        | C900003 | update goods_return set total_minor = 511
                    adjustment-repeated       | 900004  | insert into stock_adjustment values (gen_random_uuid(), '900004', 'count')
                    adjustment-missing        | 900006  | delete from stock_adjustment where reference = '900006'
                    adjustment-unexpected     | 900009  | insert into stock_adjustment values (gen_random_uuid(), '900009', 'count')
                    adjustment-units-wrong    | 900004  | update stock_movement set delta = 8 where delta = 7
                    movement-wrong            | 900001  | update stock_movement set delta = -2 where code = '15056BL' and kind = 'SALE'
                    movement-wrong            | 900002  | delete from stock_movement where code = 'PAD' and kind = 'SALE'
                    movement-wrong            | C900003 | delete from stock_movement where kind = 'RETURN'
                    movement-stray            |         | insert into stock_movement (code, delta, kind, source, reference) values ('T1', -1, 'SALE', gen_random_uuid(), 'x')
                    movement-stray            |         | insert into stock_movement (code, delta, kind, source, reference) values ('T1', 1, 'CANCELLATION', gen_random_uuid(), 'x')
                    movement-stray            |         | insert into stock_movement (code, delta, kind, source, reference) values ('T1', 1, 'ADJUSTMENT', gen_random_uuid(), 'x')
                    stock-wrong               |         | update stock set on_hand = 23 where code = 'T1'
                    stock-wrong               |         | update stock_movement set delta = 21 where code = 'T1' and kind = 'OPENING'
                    stock-wrong               |         | delete from stock where code = 'T1'
                    stock-negative            |         | update stock set on_hand = -1 where code = 'PAD'
                    ledger-unbalanced         |         | update ledger_entry set amount_minor = 511 where amount_minor = 510
                    ledger-unbalanced         |         | update ledger_entry set transaction_id = '00000000-0000-0000-0000-000000000054' where amount_minor = -1530
                    ledger-unbalanced         |         | update ledger_entry set currency = 'EUR' where amount_minor = 510
                    ledger-transactions-wrong |         | insert into ledger_transaction values (gen_random_uuid(), 'PAYMENT', gen_random_uuid())
                    ledger-transactions-wrong |         | update ledger_transaction set kind = 'TOP_UP' where kind = 'REFUND'
                    sales-wrong               |         | update ledger_entry set account_id = '00000000-0000-0000-0000-000000000013' where amount_minor = 3388
                    wallet-wrong              |         | update account set balance_minor = 0 where customer = '15001'
                    wallet-wrong              |         | delete from account where customer = '15002'
                    wallet-negative           |         | update account set balance_minor = -1 where customer = '15001'
                    total-wrong               |         | delete from order_line where line_no = 1
                    """)
    void planted_damage_is_found(String rule, String reference, String damage) throws SQLException {
        execute(damage);
        List<Violation> found = check(told(ORDER_ID, 3388));
        assertThat(found).extracting(Violation::rule).contains(rule);
        if (reference != null) {
            assertThat(found)
                    .filteredOn(violation -> violation.rule().equals(rule))
                    .anySatisfy(violation -> {
                        assertThat(violation.reference()).isEqualTo(reference);
                        assertThat(violation.keys())
                                .hasSize(1)
                                .first()
                                .asString()
                                .endsWith("/" + reference);
                    });
        }
    }

    @Test
    void an_answer_the_books_do_not_hold_is_found() {
        assertThat(check(told("00000000-0000-0000-0000-000000000099", 3388)))
                .extracting(Violation::rule)
                .containsExactly("order-told-otherwise");
        assertThat(check(told(ORDER_ID, 1))).extracting(Violation::rule).containsExactly("order-told-otherwise");
    }

    @Test
    void books_that_are_not_empty_are_refused_before_a_run() throws SQLException {
        assertThatExceptionOfType(NoVerdictException.class)
                .isThrownBy(() -> Books.requireEmpty(server.database()))
                .withMessageContaining("customer_order");
        execute("truncate product, stock, stock_movement, customer, account, ledger_transaction, customer_order,"
                + " goods_return, stock_adjustment");
        Books.requireEmpty(server.database());
    }

    @Test
    void tables_that_are_not_there_are_no_verdict() throws SQLException {
        execute("drop table order_line");
        assertThatExceptionOfType(NoVerdictException.class)
                .isThrownBy(() -> check(told(ORDER_ID, 3388)))
                .withMessageContaining("order_line");
    }

    private List<Violation> check(Told told) {
        Violations violations = new Violations();
        Books.check(server.database(), input(told), violations);
        return violations.all();
    }

    private static BooksInput input(Told told) {
        return new BooksInput(
                EXPECTED, OPENING_STOCK, OPENING_PENCE, List.of(told), (kind, reference) -> kind + "/" + reference);
    }

    private static Told told(String id, long totalMinor) {
        return new Told(DocumentKind.ORDER, "900001", "ORDER/900001", true, id, totalMinor, 3);
    }

    private void execute(String sql) throws SQLException {
        Database database = server.database();
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String file(String name) throws IOException {
        try (InputStream file = BooksTest.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
