package dev.onefold.prover.trading;

import dev.onefold.prover.verdict.BadUseException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * A range of days, both ends in it.
 *
 * @param from first day
 * @param to last day
 */
public record Period(LocalDate from, LocalDate to) {

    /** Reads {@code 2010-12-01..2010-12-24}; one day alone is a range too. */
    public static Period parse(String text) {
        int dots = text.indexOf("..");
        LocalDate from = day(dots < 0 ? text : text.substring(0, dots), text);
        LocalDate to = dots < 0 ? from : day(text.substring(dots + 2), text);
        if (to.isBefore(from)) {
            throw new BadUseException("--days " + text + ": the last day is before the first");
        }
        return new Period(from, to);
    }

    /** The rows of these days; refuses a range without any. */
    public List<TradingRow> select(List<TradingRow> rows) {
        List<TradingRow> selected = rows.stream().filter(row -> holds(row)).toList();
        if (selected.isEmpty()) {
            throw new BadUseException(
                    "--days " + this + ": no trading in this range; the file covers " + covered(rows));
        }
        return selected;
    }

    private boolean holds(TradingRow row) {
        LocalDate day = row.at().toLocalDate();
        return !day.isBefore(from) && !day.isAfter(to);
    }

    private static Period covered(List<TradingRow> rows) {
        LocalDate first = LocalDate.MAX;
        LocalDate last = LocalDate.MIN;
        for (TradingRow row : rows) {
            LocalDate day = row.at().toLocalDate();
            first = day.isBefore(first) ? day : first;
            last = day.isAfter(last) ? day : last;
        }
        return new Period(first, last);
    }

    private static LocalDate day(String text, String whole) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new BadUseException("--days " + whole + ": \"" + text + "\" is not a day like 2010-12-01");
        }
    }

    @Override
    public String toString() {
        return from + ".." + to;
    }
}
