import java.util.List;

/** Nobody needs it. */
class UnusedImport {}
