public class UndocumentedType {}
