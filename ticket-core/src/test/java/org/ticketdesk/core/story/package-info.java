/**
 * The language in which a desk's stories are told in tests: {@link org.ticketdesk.core.story.DeskStory} for those that a person
 * writes, {@link org.ticketdesk.core.story.RandomStories} for those that a seed writes. Published as this module's test-jar, so
 * that whoever keeps a desk's rows elsewhere can tell the same stories there. No test lives here.
 */
package org.ticketdesk.core.story;
