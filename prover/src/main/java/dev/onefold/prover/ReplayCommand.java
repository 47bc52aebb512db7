package dev.onefold.prover;

import dev.onefold.prover.database.Database;
import dev.onefold.prover.load.LoadOptions;
import dev.onefold.prover.nodes.ShopMode;
import dev.onefold.prover.report.Terminal;
import dev.onefold.prover.trading.Document;
import dev.onefold.prover.trading.Documents;
import dev.onefold.prover.trading.Period;
import dev.onefold.prover.trading.TradingDay;
import dev.onefold.prover.trading.TradingFile;
import dev.onefold.prover.trading.TradingRow;
import dev.onefold.prover.verdict.BadUseException;
import dev.onefold.prover.verdict.ExitStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends trading to the shop, each request in several copies, while its processes are killed; then reads the books.",
            "It starts a PostgreSQL and the shop processes itself, and stops them again."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the books are right",
            "1:a violation, or a run that proves nothing",
            "2:bad use: an option or the file is wrong; nothing was started",
            "3:no verdict: a port, the disk, the database or a process stood in the way"
        })
final class ReplayCommand implements Callable<Integer> {

    private static final String COLUMNS =
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Trading as CSV, gzipped or not, with the columns " + COLUMNS
                    + ". Without it a trading day is made up from the seed.")
    private @Nullable Path file;

    @Option(names = "--days", paramLabel = "FROM..TO", description = "Only these days of the file, both included.")
    private @Nullable String days;

    @Option(
            names = "--copies",
            defaultValue = "4",
            paramLabel = "N",
            description = "Send each request in 1 to N copies (default: ${DEFAULT-VALUE}).")
    private int copies;

    @Option(
            names = "--clients",
            defaultValue = "16",
            paramLabel = "N",
            description = "How many clients send at once (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--kills",
            defaultValue = "2",
            paramLabel = "N",
            description =
                    "How many times a shop process is killed with requests in flight (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--nodes",
            defaultValue = "2",
            paramLabel = "N",
            description = "How many shop processes share the database (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "NUMBER",
            description = "Decides copies, delays, kills and the made-up day (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--short-stock",
            description = "Lay in less stock than will be asked for; refused requests must stay refused.")
    private boolean shortStock;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "How the shop does its hot endpoints: ${COMPLETION-CANDIDATES}"
                    + " (default: coalesced; transactional with --unprotected).")
    private @Nullable ShopMode mode;

    @Option(
            names = "--unprotected",
            description = "Start the shop without idempotency, to see the damage. The verdict is then a fail.")
    private boolean unprotected;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "Use this empty PostgreSQL database instead of an own one:"
                    + " jdbc:postgresql://host:5432/name?user=...&password=...")
    private @Nullable String databaseUrl;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the outcome to this file as well.")
    private @Nullable Path json;

    @Override
    public Integer call() {
        LoadOptions options = new LoadOptions(
                seed,
                Bounds.check("--copies", copies, 1, 64),
                Bounds.check("--clients", clients, 1, 256),
                Bounds.check("--kills", kills, 0, 1_000),
                shortStock);
        Bounds.check("--nodes", nodes, 1, 16);
        if (unprotected && mode == ShopMode.COALESCED) {
            throw new BadUseException(
                    "--unprotected needs --mode transactional: requests that are coalesced have a key");
        }
        JsonFile.check(json);
        Database external = databaseUrl == null ? null : Database.external(databaseUrl);
        List<TradingRow> rows = rows();
        List<Document> documents = Documents.of(rows);
        String source = file == null ? "a made-up day, seed " + seed : file.toString();
        Replay replay = new Replay(source, rows, documents, options, nodes, mode(), unprotected, external, json);
        return replay.run(Terminal.ofProcess()) ? ExitStatus.RIGHT : ExitStatus.VIOLATION;
    }

    private ShopMode mode() {
        if (mode != null) {
            return mode;
        }
        return unprotected ? ShopMode.TRANSACTIONAL : ShopMode.COALESCED;
    }

    private List<TradingRow> rows() {
        if (file == null) {
            if (days != null) {
                throw new BadUseException("--days needs a FILE; the made-up period is one day");
            }
            return TradingDay.rows(seed);
        }
        Period period = days == null ? null : Period.parse(days);
        List<TradingRow> rows = TradingFile.read(file);
        return period == null ? rows : period.select(rows);
    }
}
