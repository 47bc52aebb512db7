package dev.onefold.shop;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * The whole shop on a port of its own and a real database, shared by all tests: each makes products and customers nobody
 * else uses, and after each the books must balance.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestPropertySource(properties = "shop.mode=transactional") // @CoalescedMode has the other
@Import(StatementCounter.class)
public abstract class ShopTest {

    private static final String URL = TestDatabase.freshUrl();
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** One for each test, since all report as the same provider. */
    private static final AtomicInteger EPOCHS = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected StatementCounter statements;

    protected Books books;
    protected Api importer;
    protected Api shopper;
    protected Provider provider;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> Without.isRunning() ? WithoutDatabase.URL : URL);
        registry.add("spring.datasource.username", () -> TestDatabase.USER);
        registry.add("spring.datasource.password", () -> "");
        // tests count statements, and expire reservations themselves
        registry.add("shop.reservations.sweep-seconds", () -> 86_400);
        registry.add("shop.payments.sweep-seconds", () -> 86_400);
        registry.add("shop.bestsellers.rebuild-seconds", () -> 86_400);
        registry.add("shop.providers.secrets.restored", () -> "restored-provider-secret");
        registry.add("shop.providers.secrets.other", () -> "other-secret-before,other-secret-of-now");
    }

    @BeforeEach
    void open() {
        books = new Books(jdbc);
        importer = new Api("http://localhost:" + port, "import-demo-key");
        shopper = importer.withKey("shopper-demo-key");
        provider = new Provider(importer.base(), "demo", "provider-demo-secret", EPOCHS.incrementAndGet());
    }

    @AfterEach
    void close() {
        books.assertBalanced();
    }

    protected String product(String unitPrice, long openingStock) {
        String code = "P" + NAMES.incrementAndGet();
        importer.post("/api/imports/products", """
                        {"products":[{"code":"%s","description":"thing","unitPrice":%s,"openingStock":%d}]}""".formatted(code, unitPrice, openingStock))
                .expect(201);
        return code;
    }

    protected String customer(long openingBalancePence) {
        String number = "C" + NAMES.incrementAndGet();
        importer.post("/api/imports/customers", """
                        {"customers":[{"number":"%s","country":"France","openingBalancePence":%d}]}""".formatted(number, openingBalancePence))
                .expect(201);
        return number;
    }

    protected static String order(String customer, String... lines) {
        return """
                {"reference":"R-1","customer":%s,"lines":[%s]}""".formatted(quoted(customer), Stream.of(lines).collect(Collectors.joining(",")));
    }

    protected static String quoted(String text) {
        return text.isEmpty() ? "null" : "\"" + text + "\"";
    }

    protected static String line(String code, long quantity) {
        return String.format(Locale.ROOT, "{\"code\":\"%s\",\"quantity\":%d}", code, quantity);
    }

    protected static String line(String code, long quantity, String unitPrice) {
        return String.format(
                Locale.ROOT, "{\"code\":\"%s\",\"quantity\":%d,\"unitPrice\":%s}", code, quantity, unitPrice);
    }

    protected long onHand(String code) {
        return shopper.get("/api/products/" + code).expect(200).number("onHand");
    }

    protected long balance(String customer) {
        return shopper.get("/api/wallets/" + customer).expect(200).number("balancePence");
    }
}
