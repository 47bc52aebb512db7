package dev.onefold.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Horizontal bars with the middle half of the rounds as a line on each, as an SVG of its own. */
final class BarChart {

    private static final int WIDTH = 720;
    private static final int LABELS = 210;
    private static final int VALUES = 90;
    private static final int ROW = 26;
    private static final int TOP = 34;

    private BarChart() {}

    /** The shares of one table's ways, each beside the table's base. */
    static String of(Findings.Table table) {
        List<Findings.Line> lines = table.lines();
        double most =
                lines.stream().mapToDouble(line -> line.share().high()).max().orElse(1);
        int height = TOP + lines.size() * ROW + 12;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\" role=\"img\" aria-label=\"%s\">%n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n"
                        + "<text x=\"8\" y=\"20\" font-weight=\"bold\">%s</text>%n",
                WIDTH,
                height,
                text(table.title()),
                WIDTH,
                height,
                text(table.title() + ": share of " + table.base())));
        for (int row = 0; row < lines.size(); row++) {
            bar(svg, lines.get(row), TOP + row * ROW, most, lines.get(row).way().equals(table.base()));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, Findings.Line line, int y, double most, boolean base) {
        double scale = (WIDTH - LABELS - VALUES) / most;
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                        + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>"
                        + "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#222\" stroke-width=\"2\"/>"
                        + "<text x=\"%.1f\" y=\"%d\">%.2f</text>%n",
                LABELS - 8,
                y + 14,
                text(line.way()),
                LABELS,
                y + 2,
                line.share().median() * scale,
                base ? "#9aa5b1" : "#2f6f9f",
                LABELS + line.share().low() * scale,
                LABELS + line.share().high() * scale,
                y + 10,
                y + 10,
                LABELS + line.share().high() * scale + 8,
                y + 14,
                line.share().median()));
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
