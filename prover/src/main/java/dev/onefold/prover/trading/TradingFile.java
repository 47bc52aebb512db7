package dev.onefold.prover.trading;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.onefold.prover.verdict.BadUseException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads a trading file (UTF-8 CSV, gzipped or not) whole, before anything is started. */
public final class TradingFile {

    private static final int GZIP_MAGIC_FIRST = 0x1f;
    private static final int GZIP_MAGIC_SECOND = 0x8b;
    private static final int BUFFER_BYTES = 1 << 16;

    private TradingFile() {}

    /**
     * Reads and validates every row.
     *
     * @throws BadUseException if the file cannot be read, or a row cannot; names the row and the value
     */
    public static List<TradingRow> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadUseException(file + ": there is no such file");
        }
        try (Reader reader = open(file)) {
            return rows(reader);
        } catch (BadUseException e) {
            throw new BadUseException(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new BadUseException(file + ": cannot be read: " + reason(e));
        }
    }

    static List<TradingRow> rows(Reader reader) throws IOException {
        long lastRow = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(reader)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new BadUseException("the file is empty; its first row must name the columns");
            }
            RowParser parser = new RowParser(withoutByteOrderMark(records.next().getFields()));
            List<TradingRow> rows = new ArrayList<>();
            while (records.hasNext()) {
                CsvRecord row = records.next();
                lastRow = row.getStartingLineNumber();
                rows.add(parser.parse(lastRow, row.getFields()));
            }
            if (rows.isEmpty()) {
                throw new BadUseException("there is no row below the header");
            }
            return rows;
        } catch (UncheckedIOException | CsvParseException e) {
            throw new BadUseException("after row " + Math.max(lastRow, 1) + ": " + reason(e));
        }
    }

    private static Reader open(Path file) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        bytes.mark(2);
        boolean gzipped = bytes.read() == GZIP_MAGIC_FIRST && bytes.read() == GZIP_MAGIC_SECOND;
        bytes.reset();
        InputStream plain = gzipped ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes;
        // a decoder of its own reports malformed bytes; a charset alone would replace them silently
        return new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder());
    }

    private static List<String> withoutByteOrderMark(List<String> header) {
        if (!header.get(0).startsWith("\uFEFF")) {
            return header;
        }
        List<String> cleaned = new ArrayList<>(header);
        cleaned.set(0, header.get(0).substring(1));
        return cleaned;
    }

    private static String reason(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
