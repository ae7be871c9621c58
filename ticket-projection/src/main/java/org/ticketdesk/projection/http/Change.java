package org.ticketdesk.projection.http;

import java.time.Duration;
import org.ticketdesk.events.TicketStatusChanged;
import org.ticketdesk.projection.views.ChangeView;

/** A status change that was just applied, written as the views write it, once for all streams. Thread-safe. */
final class Change {
    private final TicketStatusChanged event;
    private final Place place;
    private volatile String json;

    Change(TicketStatusChanged event) {
        this.event = event;
        this.place = new Place(event.getSequence(), event.getIndex());
    }

    Place place() {
        return place;
    }

    /** Whose ticket changed. */
    String customer() {
        return event.getCustomer();
    }

    /** On one line. Written when a stream first asks, so by its thread: the projection's has other things to do. */
    String json() {
        String text = json;
        if (text == null) {
            text = Json.text(view(event));
            json = text;
        }
        return text;
    }

    /** On one line, as its customer is told of it. */
    String jsonToldToItsCustomer() {
        return Json.text(view(event).toldToItsCustomer());
    }

    static ChangeView view(TicketStatusChanged event) {
        return new ChangeView(
                event.getDesk(),
                event.getTicket(),
                event.getSequence(),
                event.getIndex(),
                event.getAt(),
                event.getFrom() == null ? null : event.getFrom().name(),
                event.getTo().name(),
                event.getRow(),
                ChangeView.because(event.getRow()),
                event.getSince(),
                event.getSince() == null
                        ? null
                        : Duration.between(event.getSince(), event.getAt()).toMillis(),
                event.getAssignee(),
                event.getPreviousAssignee(),
                event.getCustomer(),
                event.getChannel().name(),
                event.getPriority().name(),
                event.getActionId(),
                event.getActorRole().name(),
                event.getActorId(),
                event.getActionType(),
                event.getRules());
    }
}
