package dev.onefold.prover.storms;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many read the same products at once, some with what they know already, some with a key that is none of a read's business;
 * and they ask what became of an operation.
 * Effects are rows written meanwhile, in whatever table; none is wanted.
 */
final class QueriesStorm implements Storm {

    private static final int PRODUCTS = 5;
    private static final String TABLES = "select format('%I.%I', n.nspname, c.relname) from pg_class c"
            + " join pg_namespace n on n.oid = c.relnamespace"
            + " where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1";

    private final List<String> products = new ArrayList<>();
    private final AtomicLong reads = new AtomicLong();
    private long firstTransaction;
    private String operation = "";

    @Override
    public boolean kills() {
        return false;
    }

    @Override
    public void prepare(Ring ring) {
        for (int number = 1; number < PRODUCTS; number++) {
            products.add(ring.product("x" + number, 1));
        }
        String code = ring.name("x" + PRODUCTS);
        operation = ring.key();
        ring.ask(Ring.goods(code, 1).with("Idempotency-Key", operation));
        products.add(code);
        firstTransaction = Long.parseLong(ring.lookUp("select pg_current_xact_id()"));
    }

    @Override
    public void round(Ring ring) {
        String path = "/api/products/" + products.get(ring.from(0, PRODUCTS - 1));
        reads.addAndGet(15);
        String tag = ring.ask(Call.get(path)).header("ETag");
        Call known = tag.isEmpty() ? Call.get(path) : Call.get(path).with("If-None-Match", tag);
        ring.race(List.of(
                Contender.of(Call.get(path), 6),
                Contender.of(known, 5),
                Contender.of(ring.keyed(Call.get(path)), 3),
                Contender.of(Call.get("/api/operations/" + operation), 3)));
    }

    @Override
    public long effects(Sheet sheet) throws SQLException {
        return written(sheet).values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public List<Sheet.Finding> findings(Sheet sheet) throws SQLException {
        List<Sheet.Finding> findings = new ArrayList<>();
        written(sheet)
                .forEach((table, rows) -> findings.add(
                        new Sheet.Finding("a-read-wrote", table, rows + " rows are newer than the first read")));
        return findings;
    }

    /** A row carries the number of the transaction that wrote it. */
    private Map<String, Long> written(Sheet sheet) throws SQLException {
        Map<String, Long> written = new TreeMap<>();
        for (String table : sheet.column(TABLES)) {
            long rows = Long.parseLong(
                    sheet.textOf("select count(*) from " + table + " where xmin::text::bigint > " + firstTransaction));
            if (rows > 0) {
                written.put(table, rows);
            }
        }
        return written;
    }

    @Override
    public String damage(Sheet sheet) throws SQLException {
        return sheet.column("select 1 from pg_class where relname = 'product_view'")
                        .isEmpty()
                ? ""
                : "counted " + sheet.textOf("select coalesce(sum(views), 0) from product_view") + " of " + reads
                        + " views";
    }
}
