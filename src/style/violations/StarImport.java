import java.util.*;

/** Where a name comes from cannot be seen. */
class StarImport {
    List<String> names;
}
