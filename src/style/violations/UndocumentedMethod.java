/** A public type. */
public class UndocumentedMethod {
    public int answer() {
        return 42;
    }
}
