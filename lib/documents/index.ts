/** What people read about the product, written from the objects that it is made of. */
export { generatedDocuments } from "./generated";
