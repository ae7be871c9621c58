/** Building the views anew from the beginning of the journal, beside those in use, and putting them in their place. */
package org.ticketdesk.projection.rebuild;
