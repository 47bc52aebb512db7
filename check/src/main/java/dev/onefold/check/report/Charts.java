package dev.onefold.check.report;

import dev.onefold.check.CheckReport;
import dev.onefold.check.Finding.Status;
import dev.onefold.check.load.Kind;
import dev.onefold.check.load.LoadReport;
import dev.onefold.check.load.LoadReport.Latency;
import dev.onefold.check.load.LoadReport.Point;
import java.util.List;
import java.util.Locale;

/** Pictures as SVG; colours come from the page's style. */
final class Charts {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;
    private static final int BOTTOM = 40;
    private static final int TOP = 12;
    private static final int RIGHT = 16;

    /** Where a percentile is drawn: each nine is as wide as the one before. */
    private static final double MOST_NINES = 4;

    private Charts() {}

    /** How many passed, failed and do not apply. */
    static String tally(CheckReport report) {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg class=\"tally\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(" 22\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"");
        svg.append(Words.tally(report)).append("\">");
        double at = 0;
        double unit = (double) WIDTH / Math.max(1, report.findings().size());
        for (Status status : List.of(Status.FAIL, Status.PASS, Status.NA)) {
            double width = report.count(status) * unit;
            if (width > 0) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"22\"/>",
                        Words.lower(status),
                        at,
                        Math.max(1, width - 2)));
            }
            at += width;
        }
        return svg.append("</svg>").toString();
    }

    /** Latency by percentile, a line for each kind of answer, microseconds on a logarithmic scale. */
    static String latencies(LoadReport load) {
        long least = load.latencies().values().stream()
                .flatMap(latency -> latency.curve().stream())
                .mapToLong(Point::micros)
                .min()
                .orElse(1);
        long most = load.latencies().values().stream()
                .mapToLong(Latency::maxMicros)
                .max()
                .orElse(10);
        Scale scale = new Scale(Math.floor(log10(least)), Math.ceil(log10(most + 1)));
        StringBuilder svg = new StringBuilder();
        svg.append("<svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT);
        svg.append("\" role=\"img\" aria-label=\"latency by percentile\">");
        grid(svg, scale);
        for (Kind kind : Kind.values()) {
            Latency latency = load.latencies().get(kind);
            if (latency != null) {
                line(svg, kind, latency, scale);
            }
        }
        return svg.append("</svg>").toString();
    }

    private record Scale(double from, double until) {
        double y(long micros) {
            double share = (log10(micros) - from) / Math.max(1, until - from);
            return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
        }
    }

    private static double log10(long micros) {
        return Math.log10((double) Math.max(1, micros));
    }

    private static double x(double percentile) {
        double nines = percentile >= 100 ? MOST_NINES : Math.min(MOST_NINES, -Math.log10(1 - percentile / 100));
        return LEFT + nines / MOST_NINES * (WIDTH - LEFT - RIGHT);
    }

    private static void grid(StringBuilder svg, Scale scale) {
        for (double power = scale.from; power <= scale.until; power++) {
            long micros = Math.round(Math.pow(10, power));
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                            + "<text class=\"axis\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT,
                    WIDTH - RIGHT,
                    scale.y(micros),
                    scale.y(micros),
                    LEFT - 8,
                    scale.y(micros) + 4,
                    Words.micros(micros).replaceFirst("\\.0+ ", " ")));
        }
        for (double percentile : new double[] {0, 50, 90, 99, 99.9, 100}) {
            String label = percentile == 100 ? "max" : percentile == 0 ? "min" : "p" + trimmed(percentile);
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"axis\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x(percentile),
                    HEIGHT - BOTTOM + 22,
                    label));
        }
    }

    private static String trimmed(double percentile) {
        return percentile == Math.rint(percentile) ? Long.toString((long) percentile) : Double.toString(percentile);
    }

    private static void line(StringBuilder svg, Kind kind, Latency latency, Scale scale) {
        StringBuilder points = new StringBuilder();
        for (Point point : latency.curve()) {
            points.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", x(point.percentile()), scale.y(Math.max(1, point.micros()))));
        }
        svg.append("<polyline class=\"line ").append(kind.title()).append("\" points=\"");
        svg.append(points.toString().strip())
                .append("\"><title>")
                .append(kind.title())
                .append("</title></polyline>");
    }
}
