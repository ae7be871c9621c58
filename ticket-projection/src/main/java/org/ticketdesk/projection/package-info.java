/**
 * The journal as SQL views. {@code Projection} is the entry: it reads {@code desk-journal} and writes rows and the position
 * reached in one transaction. The fold of entries into rows is in {@code fold}, the databases in {@code database}, the queries in
 * {@code views}, the definitions of what is measured in {@code measures}, HTTP in {@code http}, the page's files in the
 * resources' {@code page}. No rule lives here: facts carry what a view needs, and only {@code http} asks the rulebook, for what
 * a person may do.
 */
package org.ticketdesk.projection;
