package org.ticketdesk.cli.whatif;

/** Text in HTML. */
final class Html {
    private Html() {}

    /** The text, so that it is text wherever it stands. */
    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
