/** A case that is empty falls through, and no compiler warning says so. */
class ColonSwitch {
    static String name(int number) {
        switch (number) {
            case 1:
            case 2:
                return "few";
            default:
                return "many";
        }
    }
}
