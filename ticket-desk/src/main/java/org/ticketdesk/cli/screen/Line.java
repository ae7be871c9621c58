package org.ticketdesk.cli.screen;

/** One line of a picture: what does not fit its width is cut off. Not thread-safe. */
final class Line {
    private final int width;
    private final StringBuilder ansi = new StringBuilder();
    private final StringBuilder plain = new StringBuilder();

    Line(int width) {
        this.width = width;
    }

    Line add(String text) {
        return add(Ink.PLAIN, text);
    }

    Line add(Ink ink, String text) {
        String fitting = text.substring(0, Math.min(text.length(), width - plain.length()));
        plain.append(fitting);
        if (ink == Ink.PLAIN) {
            ansi.append(fitting);
        } else if (!fitting.isEmpty()) {
            ansi.append(ink.ansi()).append(fitting).append(Ink.PLAIN.ansi());
        }
        return this;
    }

    /** Fills with blanks up to a column, or with one when the line is there already. */
    Line to(int column) {
        return add(" ".repeat(Math.max(1, column - plain.length())));
    }

    /** The line with its inks. */
    String ansi() {
        return ansi.toString();
    }

    /** The line as it is read. */
    @Override
    public String toString() {
        return plain.toString();
    }
}
