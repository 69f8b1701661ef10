/** What is known of images, libraries and connection strings: the tables that infrastructure, services and monitoring are read with. */
export { hostHint, schemeOf, schemesOf } from "./connections";
export { imageOf, repositoryOf, type KnownImage } from "./images";
export { words, type KnownServer } from "./known";
export { libraryOf, type KnownLibrary } from "./libraries";
export { spokenAlsoBy } from "./protocols";
export { outsidePackages } from "./packages";
