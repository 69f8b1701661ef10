/** Where the packages of Java, Kotlin and Scala begin: their names are no folders that somebody has put aside. */

/** `src/main/java/` of `src/main/java/com/acme/sample/Orders.java`; all of any other path. */
export const outsidePackages = (path: string): string =>
  /^(?:.{0,1000}?\/)??src\/(?:[a-z]{1,20}Main|main)\/(?=(?:java|kotlin|scala|groovy|resources)\/)/.exec(path)?.[0] ??
  path;
