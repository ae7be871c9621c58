/**
 * A desk's state: a fold over its facts. {@link org.ticketdesk.core.desk.Desk} applies facts and answers what a decision asks;
 * {@link org.ticketdesk.core.desk.DeskRows} is the port behind which its rows are kept. Nothing here decides.
 */
package org.ticketdesk.core.desk;
