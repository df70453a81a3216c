package io.octarchy.tools.report;

import java.util.Locale;

/** Writes one picture; colours are classes of the page's style, so that it follows light and dark. */
final class Svg {
    /** Colours that eyes of all kinds tell apart; lines differ in their dashes too. */
    static final int SERIES = 6;

    private final StringBuilder text = new StringBuilder();

    Svg(final int width, final int height, final String label) {
        text.append("<svg viewBox=\"0 0 ").append(width).append(' ').append(height);
        text.append("\" role=\"img\" aria-label=\"").append(escape(label)).append("\">\n");
    }

    void line(final double x1, final double y1, final double x2, final double y2, final String style) {
        text.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                style));
    }

    void text(final double x, final double y, final String anchor, final String style, final String words) {
        text.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                style,
                escape(words)));
    }

    void path(final CharSequence points, final String style) {
        if (points.length() > 0) {
            text.append("<polyline points=\"")
                    .append(points)
                    .append("\" class=\"")
                    .append(style)
                    .append("\"/>\n");
        }
    }

    /** A line with words that show when it is pointed at. */
    void mark(final double x, final double y1, final double y2, final String style, final String words) {
        text.append(String.format(
                Locale.ROOT,
                "<g class=\"%s\"><title>%s</title><line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/></g>%n",
                style,
                escape(words),
                x,
                y1,
                x,
                y2));
    }

    static void point(final StringBuilder points, final double x, final double y) {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }

    static String escape(final String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return text + "</svg>\n";
    }
}
