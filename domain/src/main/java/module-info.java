/** The rules of Resultity Core. Needs nothing but the JDK's base module; the compiler holds it to that. */
@org.jspecify.annotations.NullMarked
module com.resultity.domain {
  requires static org.jspecify;
}
