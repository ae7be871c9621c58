package org.ticketdesk.events.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.publisher.Outcomes.Awaited;
import org.ticketdesk.events.publisher.Outcomes.Name;
import org.ticketdesk.events.publisher.Outcomes.Outcome;
import org.ticketdesk.events.publisher.Outcomes.Place;

/** The two orders in which an acknowledgement and an outcome may come, and what must not be kept for ever. */
class OutcomesTest {

    private static final Name NAME = new Name("sales", "a-1");
    private static final Place PLACE = new Place(2, 40);
    private static final Place ELSEWHERE = new Place(2, 41);

    private final Outcomes outcomes = new Outcomes();
    private final JournalEntry entry = new JournalEntry();

    @Test
    void anOutcomeThatComesBeforeTheAcknowledgementIsNotLost() {
        Awaited awaited = outcomes.expect(NAME, 2);
        outcomes.read(NAME, PLACE, new Outcome(entry, null));

        outcomes.acknowledged(awaited, PLACE);

        assertThat(awaited.future()).isCompletedWithValueMatching(found -> found == entry);
        assertThat(outcomes.kept()).isZero();
    }

    @Test
    void anOutcomeThatComesAfterTheAcknowledgementIsFoundByItsPlace() {
        Awaited awaited = outcomes.expect(NAME, 2);
        outcomes.acknowledged(awaited, PLACE);

        outcomes.read(NAME, PLACE, new Outcome(entry, null));

        assertThat(awaited.future()).isCompletedWithValueMatching(found -> found == entry);
        assertThat(outcomes.kept()).isZero();
    }

    @Test
    void anEarlyOutcomeOfAnotherPublishersRetryIsNotTaken() {
        Awaited awaited = outcomes.expect(NAME, 2);
        outcomes.read(NAME, ELSEWHERE, new Outcome(entry, null));

        outcomes.acknowledged(awaited, PLACE);

        assertThat(awaited.future()).isNotDone();
        assertThat(outcomes.kept()).isEqualTo(1);
    }

    @Test
    void twoOfTheSameNameGetTheirOwn() {
        JournalEntry second = new JournalEntry();
        Awaited one = outcomes.expect(NAME, 2);
        Awaited two = outcomes.expect(NAME, 2);
        outcomes.read(NAME, ELSEWHERE, new Outcome(second, null));
        outcomes.read(NAME, PLACE, new Outcome(entry, null));

        outcomes.acknowledged(one, PLACE);
        outcomes.acknowledged(two, ELSEWHERE);

        assertThat(one.future()).isCompletedWithValueMatching(found -> found == entry);
        assertThat(two.future()).isCompletedWithValueMatching(found -> found == second);
        assertThat(outcomes.kept()).isZero();
    }

    @Test
    void whatNobodyAwaitsIsNotKept() {
        outcomes.read(NAME, PLACE, new Outcome(entry, null));

        assertThat(outcomes.kept()).isZero();
    }

    @Test
    void whatFailedToBeSentIsNotAwaited() {
        Awaited awaited = outcomes.expect(NAME, 2);
        outcomes.read(NAME, ELSEWHERE, new Outcome(entry, null));
        IllegalStateException cause = new IllegalStateException("broker away");

        outcomes.failed(awaited, cause);

        assertThat(awaited.future()).isCompletedExceptionally();
        assertThat(outcomes.kept()).isZero();
    }

    @Test
    void whoeverLosesPatienceIsNotAwaited() {
        Awaited inTheLog = outcomes.expect(NAME, 2);
        outcomes.acknowledged(inTheLog, PLACE);
        Awaited onItsWay = outcomes.expect(NAME, 2);

        inTheLog.future().cancel(false);
        onItsWay.future().cancel(false);
        outcomes.acknowledged(onItsWay, ELSEWHERE);

        assertThat(outcomes.kept()).isZero();
    }

    @Test
    void anUnreadableOutcomeFailsThoseOfItsPartitionWhetherAcknowledgedOrNot() {
        Awaited onItsWay = outcomes.expect(NAME, 2);
        Awaited inTheLog = outcomes.expect(NAME, 2);
        outcomes.acknowledged(inTheLog, PLACE);
        Awaited onAnother = outcomes.expect(NAME, 1);

        outcomes.unreadable(2, new IllegalStateException("newer"));

        assertThat(onItsWay.future()).isCompletedExceptionally();
        assertThat(inTheLog.future()).isCompletedExceptionally();
        assertThat(onAnother.future()).isNotDone();
    }

    @Test
    void afterTheEndNothingIsAwaited() {
        Awaited before = outcomes.expect(NAME, 2);
        outcomes.end(new IllegalStateException("closed"));

        Awaited after = outcomes.expect(NAME, 2);

        assertThat(before.future()).isCompletedExceptionally();
        assertThat(after.future()).isCompletedExceptionally();
        assertThat(outcomes.kept()).isZero();
    }
}
