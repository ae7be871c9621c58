package org.ticketdesk.projection.database;

/** A JDBC URL as it may be shown. */
final class JdbcUrl {
    private JdbcUrl() {}

    /** The URL without its parameters and its user: a password may be among them. */
    static String withoutSecrets(String url) {
        return url == null ? "null" : url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
    }
}
