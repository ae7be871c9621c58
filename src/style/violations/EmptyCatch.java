/** What went wrong is never heard of. */
class EmptyCatch {
    static void run(Runnable work) {
        try {
            work.run();
        } catch (IllegalStateException e) {
        }
    }
}
