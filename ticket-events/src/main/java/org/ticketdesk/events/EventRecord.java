package org.ticketdesk.events;

import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * What every generated record extends. Avro makes objects only of classes that are declared trusted; the generated classes of
 * this package are, in addition to whatever else is trusted in this JVM, before the first of them is used. So nobody has to set
 * Avro's system properties for them.
 */
public abstract class EventRecord extends SpecificRecordBase {

    private static final long serialVersionUID = 1L;

    static {
        synchronized (ClassSecurityValidator.class) {
            ClassSecurityValidator.setGlobal(
                    ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), EventRecord::isGenerated));
        }
    }

    private static boolean isGenerated(Class<?> type) {
        return type.getPackageName().equals(EventRecord.class.getPackageName())
                && (type.isEnum()
                        || SpecificRecord.class.isAssignableFrom(type)
                        || SpecificFixed.class.isAssignableFrom(type));
    }
}
